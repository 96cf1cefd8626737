package io.fanfare.rebuild.cassandra;

import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.Row;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.runtime.WriteRate;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.connectors.cassandra.AbstractCassandraTupleSink;
import org.apache.flink.streaming.connectors.cassandra.CassandraSinkBaseConfig;
import org.apache.flink.streaming.connectors.cassandra.NoOpCassandraFailureHandler;
import org.jspecify.annotations.Nullable;

/**
 * The connector's sink for a batch job whose end is the proof: it has a bound for requests on their
 * way and a share of the store, and ends only when what was acknowledged is durable. A write that
 * fails ends the try, and the job starts again: its writes may be repeated.
 *
 * @param <T> what one request writes
 */
public abstract class DurableSink<T> extends AbstractCassandraTupleSink<T> {

  private static final long serialVersionUID = 1L;

  private static final int MOST_REQUESTS = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** As many as a pace always has at once. */
  private static final int ROWS_AT_ONCE = 50;

  private final Duration syncLag;
  private final int rowsPerSecond;

  private transient @Nullable WriteRate rate;
  private transient int process;

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
            .setMaxConcurrentRequestsTimeout(PATIENCE)
            .build(),
        new NoOpCassandraFailureHandler());
    this.syncLag = store.syncLag();
    this.rowsPerSecond = rowsPerSecond;
  }

  /** Rows that a request writes. */
  protected abstract int rows(T value);

  @Override
  public void open(Configuration configuration) {
    super.open(configuration);
    rate = WriteRate.of(rowsPerSecond, getRuntimeContext(), JobMetrics.of(getRuntimeContext()));
    process = nodeProcess();
  }

  /** A batch job has no barriers to let through, so it may wait here. */
  @Override
  public void invoke(T value) throws Exception {
    WriteRate pace = Objects.requireNonNull(rate, "opened");
    int rows = rows(value);
    for (int left = rows; left > 0; left -= ROWS_AT_ONCE) {
      pace.acquire(Math.min(left, ROWS_AT_ONCE)).join();
    }
    super.invoke(value);
    pace.written(rows);
  }

  @Override
  public void finish() throws Exception {
    // The only public method of the connector that waits for all requests, and reports failures.
    super.snapshotState(null);
    if (!syncLag.isZero()) {
      awaitSync();
    }
  }

  /**
   * A single node acknowledges before its commit log is synced, but nothing while its last sync is
   * older than this time. So a write that it acknowledges after that time proves that all before it
   * are on its disk, unless the node was restarted since and has lost some.
   */
  private void awaitSync() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(syncLag.toNanos());
    session.execute("INSERT INTO fanfare.commit_log_marks (id) VALUES (0)");
    if (nodeProcess() != process) {
      throw new IllegalStateException(
          "Cassandra restarted before it had synced acknowledged writes.");
    }
  }

  /** Gossip changes this number at each start of the node. */
  private int nodeProcess() {
    if (syncLag.isZero()) {
      return 0;
    }
    ResultSet rows =
        session.execute("SELECT gossip_generation FROM system.local WHERE key = 'local'");
    Row row = Objects.requireNonNull(rows.one(), "system.local has one row");
    return row.getInt(0);
  }

  @Override
  public void close() throws Exception {
    if (rate != null) {
      rate.close();
    }
    super.close();
  }
}
