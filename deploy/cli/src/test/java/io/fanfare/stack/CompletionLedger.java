package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Follows the completion events and looks into the store at each: what an event says must be there
 * when it comes, unless a later event says otherwise, and in the end the events must tell all that
 * is there, and nothing else.
 */
final class CompletionLedger implements AutoCloseable {

  private static final long PAUSE_MILLIS = 20;
  private static final long PATIENCE_SECONDS = 60;

  /** What an entry is known by. */
  record Entry(long recipient, Activity activity) {}

  private final TopicTail<DashboardUpdate> updates =
      new TopicTail<>(Topics.DASHBOARD_UPDATES, DashboardUpdate.class);
  private final CqlSession session;
  private final PreparedStatement select;
  private final Map<Entry, DashboardUpdate> newest = new HashMap<>();
  private final Map<Entry, List<DashboardUpdate>> all = new HashMap<>();
  private final Map<String, DashboardUpdate> byId = new HashMap<>();
  private final List<DashboardUpdate> early = new ArrayList<>();
  private final List<String> wrongIds = new ArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private int noted;

  CompletionLedger() {
    var addresses = SharedStack.get().addresses();
    session = CassandraSession.open(addresses.cassandra());
    select =
        session.prepare(
            "SELECT recipient_id FROM fanfare.dashboard_entries WHERE recipient_id = ?"
                + " AND month = ? AND activity_time = ? AND kind = ? AND actor_id = ?"
                + " AND object_id = ?");
    thread.scheduleWithFixedDelay(this::follow, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Recipients on whose dashboard a track is, by the newest event of each. */
  synchronized long recipientsOf(long track) {
    return newest.values().stream()
        .filter(update -> update.getOperation() == UpdateOperation.ADDED)
        .filter(update -> update.getActivity().getObjectId() == track)
        .count();
  }

  /** Fails unless the newest events match the stored entries, and no event came too early. */
  synchronized void requireTruth() {
    assertThat(wrongIds).isEmpty();
    for (Map.Entry<Entry, DashboardUpdate> update : newest.entrySet()) {
      boolean added = update.getValue().getOperation() == UpdateOperation.ADDED;
      assertThat(isStored(update.getKey()))
          .as("stored, after %s", all.get(update.getKey()))
          .isEqualTo(added);
    }
    // The store may have been looked into when a later effect had already taken place.
    assertThat(early)
        .as("events that came before their write was durable")
        .allSatisfy(
            update ->
                assertThat(newest.get(entry(update)).getVersion())
                    .isGreaterThan(update.getVersion()));
  }

  /** Whether an event announced the entry, and none its removal. */
  synchronized boolean announces(Entry entry) {
    DashboardUpdate update = newest.get(entry);
    return update != null && update.getOperation() == UpdateOperation.ADDED;
  }

  private synchronized void follow() {
    try {
      List<DashboardUpdate> seen = updates.seen();
      for (DashboardUpdate update : seen.subList(noted, seen.size())) {
        CompletionEvent.of(update).forEach(this::note);
        noted++;
      }
    } catch (DriverException e) {
      // The store is down: what is not noted yet is looked at again.
    } catch (Exception e) {
      wrongIds.add("The events could not be followed: " + e);
    }
  }

  private void note(CompletionEvent event) {
    // A repetition may have other recipients beside this one.
    DashboardUpdate update =
        DashboardUpdate.newBuilder(event.update())
            .setRecipients(List.of(event.recipientId()))
            .build();
    Entry entry = entry(update);
    if (isStored(entry) != (update.getOperation() == UpdateOperation.ADDED)) {
      early.add(update);
    }
    all.computeIfAbsent(entry, e -> new ArrayList<>()).add(update);
    newest.merge(entry, update, (a, b) -> a.getVersion() > b.getVersion() ? a : b);
    DashboardUpdate former = byId.putIfAbsent(event.id(), update);
    if (former != null && !former.equals(update)) {
      wrongIds.add("Two events have one id: " + former + " and " + update);
    }
  }

  private boolean isStored(Entry entry) {
    Activity activity = entry.activity();
    return session
            .execute(
                select.bind(
                    entry.recipient(),
                    DashboardPartition.monthOf(activity.getActivityTime()),
                    activity.getActivityTime(),
                    // In the store, kinds count from 1 in the order of the contract.
                    (byte) (activity.getKind().ordinal() + 1),
                    activity.getActorId(),
                    activity.getObjectId()))
            .one()
        != null;
  }

  private static Entry entry(DashboardUpdate update) {
    return new Entry(update.getRecipients().get(0), update.getActivity());
  }

  @Override
  public void close() throws InterruptedException {
    thread.shutdown();
    thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    updates.close();
    session.close();
  }
}
