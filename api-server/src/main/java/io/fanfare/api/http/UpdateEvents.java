package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.feed.FeedView.Item;
import io.fanfare.api.updates.Position;
import io.fanfare.api.updates.Update;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Formats one user's updates as server-sent events; entries that the feed does not show are left
 * out. Rows are read without a thread that waits for them. For one thread at a time.
 */
final class UpdateEvents {

  static final byte[] KEEP_ALIVE = ": still here\n\n".getBytes(UTF_8);

  /** Updates whose models are read together. */
  static final int MOST_AT_ONCE = 50;

  private static final byte[] NOTHING = {};

  private final FeedUpdates feed;
  private final long userId;
  private final AddedItems items;
  private final ScheduledEntries scheduled;

  /** Where a client continues that has received everything until now; null before the first. */
  private @Nullable Position position;

  /** What is sent next: updates, or entries whose time has come. */
  private List<Update> pending = List.of();

  private List<Activity> due = List.of();

  /** The added entries among them whose time has come. */
  private List<Activity> added = List.of();

  private @Nullable CompletableFuture<Map<Activity, Item>> reading;

  /** The data of `removed`. */
  record Removed(String id) {}

  /**
   * @param since the time up to which the client has received the entries that were scheduled, µs
   *     since the epoch
   * @param recheckAfter after which an entry that is not shown is checked once more
   */
  UpdateEvents(FeedUpdates feed, long userId, long since, Duration recheckAfter) {
    this.feed = feed;
    this.userId = userId;
    this.items = new AddedItems(feed, userId, recheckAfter);
    this.scheduled = new ScheduledEntries(feed, userId, since);
  }

  void accept(List<Update> updates) {
    pending = updates;
  }

  boolean areAllSent() {
    return pending.isEmpty() && due.isEmpty();
  }

  /**
   * The next events; nothing if there are none, or while their rows are read.
   *
   * @param wake is run when this method has to be called again
   */
  byte[] next(Runnable wake) {
    Position last = position;
    if (areAllSent() && last != null) {
      due = scheduled.due(MOST_AT_ONCE, wake);
      if (due.isEmpty()) {
        return scheduled.hasLeftOut() ? event(last, "reload", Map.of()).getBytes(UTF_8) : NOTHING;
      }
    }
    return areAllSent() ? NOTHING : whenRead(wake);
  }

  /** Stops to read. */
  void close() {
    items.close();
  }

  private byte[] whenRead(Runnable wake) {
    CompletableFuture<Map<Activity, Item>> current = reading;
    if (current == null) {
      added = Stream.concat(added(), due.stream()).distinct().toList();
      current = items.read(added);
      reading = current;
      if (!current.isDone()) {
        var unused = current.whenComplete((read, failure) -> wake.run());
      }
    }
    if (!current.isDone()) {
      return NOTHING;
    }
    String events = text(current.join());
    reading = null;
    pending = List.of();
    due = List.of();
    return events.isEmpty() ? KEEP_ALIVE : events.getBytes(UTF_8);
  }

  private Stream<Activity> added() {
    return pending.stream()
        .filter(Update.Changed.class::isInstance)
        .map(update -> ((Update.Changed) update).change())
        .filter(change -> change.getOperation() == UpdateOperation.ADDED)
        .map(DashboardUpdate::getActivity)
        .filter(feed::isDue);
  }

  private String text(Map<Activity, Item> items) {
    StringBuilder events = new StringBuilder();
    for (Update update : pending) {
      position = update.position();
      if (update instanceof Update.Changed changed) {
        events.append(change(changed, items));
      } else {
        String name = update instanceof Update.Ready ? "ready" : "reload";
        events.append(event(update.position(), name, Map.of()));
      }
    }
    for (int i = 0; i < due.size(); i++) {
      events.append(due(i, items));
    }
    return events.toString();
  }

  private String change(Update.Changed changed, Map<Activity, Item> items) {
    Activity activity = changed.change().getActivity();
    return switch (changed.change().getOperation()) {
      case ADDED -> {
        Item item = items.get(activity);
        if (added.contains(activity)) {
          scheduled.sent(activity);
        } else {
          scheduled.keep(activity);
        }
        yield item == null ? "" : event(changed.position(), "added", item);
      }
      case REMOVED -> event(changed.position(), "removed", new Removed(feed.id(userId, activity)));
    };
  }

  /** After each of them, a client continues before the next one, even if both have one time. */
  private String due(int place, Map<Activity, Item> items) {
    Item item = items.get(due.get(place));
    Position last = position;
    if (item == null || last == null) {
      return "";
    }
    boolean isLast = place == due.size() - 1;
    long until = isLast ? scheduled.sentUntil() : due.get(place + 1).getActivityTime() - 1;
    return event(EventId.text(last, until), "added", item);
  }

  private String event(Position position, String name, Object data) {
    return event(EventId.text(position, scheduled.sentUntil()), name, data);
  }

  /** Its data is JSON, and therefore one line. */
  private static String event(String id, String name, Object data) {
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(id, name, new String(Json.bytes(data), UTF_8));
  }
}
