package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotifiedActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What each recipient was told, through which channel. Nothing is deleted: a claim alone tells
 * nobody anything. One process at a time sends to a recipient through a channel, so it reads before
 * it writes, without a transaction. All statements may be repeated. Thread-safe.
 */
public final class NotifiedLedger {

  /**
   * What the ledger knows about an activity.
   *
   * @param version of the completion event that the recipient was told about
   * @param isSent whether a receiver has accepted the message; if not, it was on its way
   */
  public record Entry(long version, String notificationId, boolean isSent) {}

  private final SelectNotified select;
  private final InsertNotified insert;
  private final UpdateNotified update;
  private final UnloggedBatches batches;

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public NotifiedLedger(CqlSession session, Duration syncLag) {
    this.select = new SelectNotified(session, Keyspaces.DEFAULT);
    this.insert = new InsertNotified(session, Keyspaces.DEFAULT);
    this.update = new UpdateNotified(session, Keyspaces.DEFAULT);
    this.batches = new UnloggedBatches(session, Keyspaces.DEFAULT, syncLag, Pace.UNBOUNDED);
  }

  /** The entry of an activity, whatever its time and version. Fails like the driver. */
  public CompletionStage<Optional<Entry>> entry(
      long recipientId, Channel channel, Activity activity) {
    return select.execute(recipientId, channel, activity);
  }

  /** Completes once the claims are durable; fails like the driver. */
  public CompletionStage<Void> claim(
      long recipientId, Channel channel, List<NotifiedActivity> activities, String notificationId) {
    return execute(
        activities, notified -> insert.bind(recipientId, channel, notified, notificationId));
  }

  /**
   * Completes once it is durable that the message was accepted; fails like the driver.
   *
   * @param sentAt µs since the epoch
   */
  public CompletionStage<Void> confirm(
      long recipientId, Channel channel, List<NotifiedActivity> activities, long sentAt) {
    return execute(activities, notified -> update.bind(recipientId, channel, notified, sentAt));
  }

  private CompletionStage<Void> execute(
      List<NotifiedActivity> activities,
      Function<NotifiedActivity, BatchableStatement<?>> statement) {
    List<BatchableStatement<?>> statements = new ArrayList<>();
    activities.forEach(notified -> statements.add(statement.apply(notified)));
    return batches.execute(statements);
  }
}
