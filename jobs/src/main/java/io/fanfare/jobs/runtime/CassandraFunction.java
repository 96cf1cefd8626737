package io.fanfare.jobs.runtime;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.connectors.cassandra.StoreRejection;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/** An async function that writes to Cassandra, through a session of its own. */
public abstract class CassandraFunction<IN, OUT> extends RichAsyncFunction<IN, OUT> {

  private static final long serialVersionUID = 1L;

  private final StoreConfig config;
  private final int rowsPerSecond;

  private transient @Nullable CqlSession session;
  private transient @Nullable WriteRate rate;
  private transient @Nullable StoreWrites writes;
  private transient @Nullable JobMetrics metrics;

  /**
   * @param rowsPerSecond the job's share of the store; 0 for no bound
   */
  protected CassandraFunction(StoreConfig config, int rowsPerSecond) {
    this.config = config;
    this.rowsPerSecond = rowsPerSecond;
  }

  /**
   * Prepares the statements; called before the first element.
   *
   * @param syncLag as in {@link StoreConfig}
   * @param pace the subtask's share of the store
   */
  protected abstract void prepare(CqlSession session, Duration syncLag, Pace pace);

  protected final StoreWrites writes() {
    return Objects.requireNonNull(writes, "opened");
  }

  protected final JobMetrics metrics() {
    return Objects.requireNonNull(metrics, "opened");
  }

  @Override
  public final void open(OpenContext openContext) {
    session = CassandraSession.open(config.cassandra());
    metrics = JobMetrics.of(getRuntimeContext());
    rate = WriteRate.of(rowsPerSecond, getRuntimeContext(), metrics);
    writes = new StoreWrites(StoreRejection::of, metrics);
    prepare(session, config.syncLag(), rate);
  }

  @Override
  public final void close() {
    if (session != null) {
      session.close();
    }
    if (rate != null) {
      rate.close();
    }
  }
}
