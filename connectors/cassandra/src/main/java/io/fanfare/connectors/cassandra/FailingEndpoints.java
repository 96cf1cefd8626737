package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import io.fanfare.schemas.notifications.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The receivers that fail. One that works has no row, so it costs no write. One process at a time
 * sends to a recipient through a channel, so it reads before it writes, without a transaction. All
 * statements may be repeated. Thread-safe.
 */
public final class FailingEndpoints {

  private final SelectFailingEndpoint select;
  private final SelectFailingEndpoints selectAll;
  private final InsertFailingEndpoint insert;
  private final DeleteFailingEndpoint delete;
  private final UnloggedBatches batches;

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public FailingEndpoints(CqlSession session, Duration syncLag) {
    this.select = new SelectFailingEndpoint(session, Keyspaces.DEFAULT);
    this.selectAll = new SelectFailingEndpoints(session, Keyspaces.DEFAULT);
    this.insert = new InsertFailingEndpoint(session, Keyspaces.DEFAULT);
    this.delete = new DeleteFailingEndpoint(session, Keyspaces.DEFAULT);
    this.batches = new UnloggedBatches(session, Keyspaces.DEFAULT, syncLag, Pace.UNBOUNDED);
  }

  /** A receiver, if it fails. Fails like the driver. */
  public CompletionStage<Optional<FailingEndpoint>> find(
      long recipientId, Channel channel, String endpoint) {
    return select.execute(recipientId, channel, endpoint);
  }

  /** All receivers of a recipient in a channel that fail. Throws like the driver. */
  public List<FailingEndpoint> of(long recipientId, Channel channel) {
    return selectAll.of(recipientId, channel);
  }

  /** All receivers that fail: reads the whole table, page by page. Throws like the driver. */
  public void forEach(Consumer<FailingEndpoint> consumer) {
    selectAll.forEach(consumer);
  }

  /** Completes once the row is durable; fails like the driver. */
  public CompletionStage<Void> write(FailingEndpoint endpoint) {
    return batches.execute(List.of(insert.bind(endpoint)));
  }

  /**
   * Removes the row: the receiver works, or gets messages again. Completes once that is durable;
   * fails like the driver.
   *
   * @param now µs since the epoch
   */
  public CompletionStage<Void> remove(FailingEndpoint endpoint, long now) {
    BatchableStatement<?> statement = delete.bind(endpoint, Math.max(now, endpoint.version() + 1));
    return batches.execute(List.of(statement));
  }
}
