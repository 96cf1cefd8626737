package io.fanfare.rebuild.cassandra;

import static java.util.Objects.requireNonNull;

import com.datastax.driver.core.BatchStatement;
import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.Row;
import com.datastax.driver.core.Statement;
import com.datastax.driver.core.exceptions.InvalidQueryException;
import io.fanfare.jobs.runtime.JobMetric;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.runtime.WriteRate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.Futures;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.MoreExecutors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.connectors.cassandra.AbstractCassandraTupleSink;
import org.apache.flink.streaming.connectors.cassandra.CassandraSinkBaseConfig;
import org.apache.flink.streaming.connectors.cassandra.NoOpCassandraFailureHandler;
import org.jspecify.annotations.Nullable;

/**
 * The connector's sink for a bounded job whose end is the proof: it has a bound for requests on
 * their way and a share of the store, repeats what fails, and ends only when what was acknowledged
 * is durable. If the store refuses for too long, the job starts again: its writes may be repeated.
 *
 * @param <T> what one call writes
 */
public abstract class DurableSink<T> extends AbstractCassandraTupleSink<T> {

  private static final long serialVersionUID = 1L;

  private static final int MOST_REQUESTS = 64;
  private static final String TOO_LARGE = "Batch too large";

  /** As many as a pace always has at once. */
  private static final int ROWS_AT_ONCE = 50;

  private final Duration syncLag;
  private final int rowsPerSecond;

  private transient @Nullable WriteRate rate;
  private transient @Nullable Retries retries;
  private transient @Nullable Counter retried;
  private transient int process;
  private transient long checkedAfter;

  /**
   * @param insert the statement that the connector prepares
   * @param rowsPerSecond the job's share of the store; 0 for no bound
   */
  protected DurableSink(String insert, StoreConfig store, int rowsPerSecond) {
    super(
        insert,
        new ConnectorCluster(store.cassandra()),
        CassandraSinkBaseConfig.newBuilder()
            .setMaxConcurrentRequests(MOST_REQUESTS)
            .setMaxConcurrentRequestsTimeout(Retries.PATIENCE.plusMinutes(1))
            .build(),
        new NoOpCassandraFailureHandler());
    this.syncLag = store.syncLag();
    this.rowsPerSecond = rowsPerSecond;
  }

  /** The number of rows that {@link #write} writes. */
  protected abstract int rows(T value);

  /** Begins to write. It is called again if it fails. */
  protected abstract ListenableFuture<ResultSet> write(T value);

  /**
   * Writes rows of one partition as one mutation, or in parts if the node takes no batch that
   * large.
   */
  protected final ListenableFuture<ResultSet> inBatch(List<? extends Statement> rows) {
    if (rows.size() == 1) {
      return session.executeAsync(rows.get(0));
    }
    BatchStatement batch = new BatchStatement(BatchStatement.Type.UNLOGGED);
    rows.forEach(batch::add);
    int half = rows.size() / 2;
    return Futures.catchingAsync(
        session.executeAsync(batch),
        InvalidQueryException.class,
        refused -> {
          if (!String.valueOf(refused.getMessage()).contains(TOO_LARGE)) {
            throw refused;
          }
          return inBatches(List.of(rows.subList(0, half), rows.subList(half, rows.size())));
        },
        MoreExecutors.directExecutor());
  }

  /** Writes the batches at the same time, and succeeds if all do. */
  protected final ListenableFuture<ResultSet> inBatches(
      List<? extends List<? extends Statement>> batches) {
    return Futures.transformAsync(
        Futures.allAsList(batches.stream().map(this::inBatch).toList()),
        results -> Futures.immediateFuture(results.get(0)),
        MoreExecutors.directExecutor());
  }

  /** {@link #write} binds the statements. */
  @Override
  protected final Object[] extract(T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void open(Configuration configuration) {
    super.open(configuration);
    JobMetrics metrics = JobMetrics.of(getRuntimeContext());
    rate = WriteRate.of(rowsPerSecond, getRuntimeContext(), metrics);
    retried = metrics.counter(JobMetric.WRITES_RETRIED);
    retries = new Retries(retried);
    process = nodeProcess();
    checkedAfter = 0;
  }

  @Override
  public final ListenableFuture<ResultSet> send(T value) {
    return requireNonNull(retries, "opened").untilItSucceeds(() -> write(value));
  }

  /** The share of a call's rows passes in moments, so a barrier may wait for it. */
  @Override
  public void invoke(T value) throws Exception {
    requireProcessAfterRetries();
    WriteRate pace = requireNonNull(rate, "opened");
    int rows = rows(value);
    for (int left = rows; left > 0; left -= ROWS_AT_ONCE) {
      pace.acquire(Math.min(left, ROWS_AT_ONCE)).get();
    }
    super.invoke(value);
    pace.written(rows);
  }

  /** A checkpoint forgets the input of what is acknowledged, so it waits until that is durable. */
  @Override
  public void snapshotState(@Nullable FunctionSnapshotContext context) throws Exception {
    // Waits for all requests, and reports failures.
    super.snapshotState(context);
    if (!syncLag.isZero()) {
      awaitSync();
    }
  }

  @Override
  public void finish() throws Exception {
    snapshotState(null);
  }

  /** A node that has restarted is found at once, and not when everything is written. */
  private void requireProcessAfterRetries() {
    long known = requireNonNull(retried, "opened").getCount();
    if (known != checkedAfter) {
      checkedAfter = known;
      requireProcess();
    }
  }

  /**
   * A single node acknowledges before its commit log is synced, but nothing while its last sync is
   * older than this time. So a write that it acknowledges after that time proves that all before it
   * are on its disk, unless the node was restarted since and has lost some.
   */
  private void awaitSync() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(syncLag.toNanos());
    execute("INSERT INTO fanfare.commit_log_marks (id) VALUES (0)");
    requireProcess();
  }

  private void requireProcess() {
    if (nodeProcess() != process) {
      throw new IllegalStateException(
          "Cassandra restarted before it had synced acknowledged writes: the job starts again.");
    }
  }

  /** Gossip changes this number at each start of the node. */
  private int nodeProcess() {
    if (syncLag.isZero()) {
      return 0;
    }
    ResultSet rows = execute("SELECT gossip_generation FROM system.local WHERE key = 'local'");
    Row row = requireNonNull(rows.one(), "system.local has one row");
    return row.getInt(0);
  }

  /** Waits so that a cancelled job ends at once. */
  private ResultSet execute(String statement) {
    try {
      return requireNonNull(retries, "opened")
          .untilItSucceeds(() -> session.executeAsync(statement))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cassandra does not answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cancelled while Cassandra did not answer.", e);
    }
  }

  @Override
  public void close() throws Exception {
    if (rate != null) {
      rate.close();
    }
    if (retries != null) {
      // The connector waits for requests that are on their way, also if the job was cancelled.
      retries.close();
    }
    super.close();
  }
}
