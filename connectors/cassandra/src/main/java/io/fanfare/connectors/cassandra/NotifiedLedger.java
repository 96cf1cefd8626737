package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import io.fanfare.connectors.cassandra.GroupedRequests.Limits;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotifiedActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What each recipient was told, through which channel. Nothing is deleted: a claim alone tells
 * nobody anything. One process at a time sends to a recipient through a channel, so it reads before
 * it writes, without a transaction. What is asked for at the same time goes to Cassandra together.
 * All statements may be repeated. Thread-safe.
 */
public final class NotifiedLedger {

  /**
   * What the ledger knows about an activity.
   *
   * @param version of the completion event that the recipient was told about
   * @param isSent whether a receiver has accepted the message; if not, it was on its way
   */
  public record Entry(long version, String notificationId, boolean isSent) {}

  private static final int ROWS_A_GROUP = 50;
  private static final int GROUPS_AT_ONCE = 4;

  private final SelectNotified select;
  private final InsertNotified insert;
  private final UpdateNotified update;
  private final GroupedReads<Told, Optional<Entry>> reads;
  private final GroupedRequests<List<BatchableStatement<?>>> writes;

  private record Told(long recipientId, What what) {}

  /** An activity, by its key, in a channel. */
  record What(Channel channel, ActivityKind kind, long actorId, long objectId) {}

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public NotifiedLedger(CqlSession session, Duration syncLag) {
    this.select = new SelectNotified(session, Keyspaces.DEFAULT);
    this.insert = new InsertNotified(session, Keyspaces.DEFAULT);
    this.update = new UpdateNotified(session, Keyspaces.DEFAULT);
    UnloggedBatches batches =
        new UnloggedBatches(session, Keyspaces.DEFAULT, syncLag, Pace.UNBOUNDED);
    this.reads = new GroupedReads<>(this::read, Optional.empty());
    this.writes =
        new GroupedRequests<>(
            some ->
                batches.execute(
                    some.stream().<BatchableStatement<?>>flatMap(List::stream).toList()),
            failure -> StoreRejection.of(failure) != null || PartitionFailure.is(failure),
            Limits.ofGroups(GROUPS_AT_ONCE, ROWS_A_GROUP));
  }

  /** The entry of an activity, whatever its time and version. Fails like the driver. */
  public CompletionStage<Optional<Entry>> entry(
      long recipientId, Channel channel, Activity activity) {
    return reads.get(
        new Told(
            recipientId,
            new What(channel, activity.getKind(), activity.getActorId(), activity.getObjectId())));
  }

  /** One statement for each activity: those of a fan-out are the same for many recipients. */
  private CompletionStage<Map<Told, Optional<Entry>>> read(Set<Told> keys) {
    Map<What, Set<Long>> recipients = new HashMap<>();
    keys.forEach(
        key ->
            recipients
                .computeIfAbsent(key.what(), added -> new HashSet<>())
                .add(key.recipientId()));
    Map<Told, Optional<Entry>> entries = new ConcurrentHashMap<>();
    CompletableFuture<?>[] all =
        recipients.entrySet().stream()
            .map(
                of ->
                    select
                        .execute(of.getValue(), of.getKey())
                        .thenAccept(
                            found ->
                                found.forEach(
                                    (recipient, entry) ->
                                        entries.put(
                                            new Told(recipient, of.getKey()), Optional.of(entry))))
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(all).thenApply(done -> entries);
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
    return writes.submit(statements, statements.size());
  }
}
