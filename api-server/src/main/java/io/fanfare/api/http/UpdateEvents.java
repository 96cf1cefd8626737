package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.feed.FeedView.Item;
import io.fanfare.api.updates.Position;
import io.fanfare.api.updates.Update;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Formats one user's updates as server-sent events; entries that the feed does not show are left
 * out.
 */
final class UpdateEvents {

  static final byte[] KEEP_ALIVE = ": still here\n\n".getBytes(UTF_8);

  /** Most entries that wait for their time: of more, a client learns when it reads the feed. */
  private static final int MOST_SCHEDULED = 100;

  /** Updates whose models are read together. */
  static final int MOST_AT_ONCE = 50;

  /**
   * Immediate checks of an entry that is not shown; it is checked once more later and then left
   * out.
   */
  private static final int IMMEDIATE_CHECKS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(UpdateEvents.class);
  private static final byte[] NOTHING = {};

  private final FeedUpdates feed;
  private final long userId;

  /** Added before their time has come: scheduled, or by an application whose clock is ahead. */
  private final PriorityQueue<DashboardUpdate> scheduled =
      new PriorityQueue<>(
          Comparator.comparingLong(
              (DashboardUpdate added) -> added.getActivity().getActivityTime()));

  private @Nullable Position position;

  /** The added entries among the pending updates whose time had come. */
  private Set<Activity> judged = Set.of();

  private List<Update> pending = List.of();
  private int checks;
  private volatile boolean waiting;

  /** The data of `removed`. */
  record Removed(String id) {}

  UpdateEvents(FeedUpdates feed, long userId) {
    this.feed = feed;
    this.userId = userId;
  }

  void accept(List<Update> updates) {
    pending = updates;
    checks = 0;
  }

  boolean areAllSent() {
    return pending.isEmpty();
  }

  /**
   * The events of the pending updates; nothing if there are none, or while they have to wait.
   *
   * @param later runs a task after a while; then this method has to be called again
   */
  byte[] next(Consumer<Runnable> later) {
    if (pending.isEmpty()) {
      accept(due());
    }
    if (waiting || pending.isEmpty()) {
      return NOTHING;
    }
    Map<Activity, Item> items = items();
    if (items == null) {
      waiting = true;
      later.accept(() -> waiting = false);
      return NOTHING;
    }
    byte[] events = text(items).getBytes(UTF_8);
    pending = List.of();
    return events;
  }

  /**
   * The items of the added entries that are shown; null to check again later. The completion of an
   * entry may arrive before the changes of its rows, or before they are on a replica. So an entry
   * that is not shown is checked again with its rows invalidated: immediately, and once more later.
   */
  private @Nullable Map<Activity, Item> items() {
    List<Activity> added = added();
    judged = Set.copyOf(added);
    if (added.isEmpty()) {
      return Map.of();
    }
    try {
      do {
        Map<Activity, Item> items = feed.items(userId, added);
        checks++;
        if (items.keySet().containsAll(added) || checks > IMMEDIATE_CHECKS) {
          return items;
        }
        added.stream()
            .filter(activity -> !items.containsKey(activity))
            .forEach(activity -> feed.invalidate(userId, activity));
      } while (checks < IMMEDIATE_CHECKS);
    } catch (UnavailableException e) {
      LOG.warn("Updates wait: {}", e.reason());
    }
    return null;
  }

  /** The entries whose time has come since they were added. */
  private List<Update> due() {
    List<Update> due = new ArrayList<>();
    DashboardUpdate next = scheduled.peek();
    while (position != null
        && next != null
        && feed.isDue(next.getActivity())
        && due.size() < MOST_AT_ONCE) {
      due.add(new Update.Changed(position, scheduled.remove()));
      next = scheduled.peek();
    }
    return due;
  }

  private List<Activity> added() {
    return pending.stream()
        .filter(Update.Changed.class::isInstance)
        .map(update -> ((Update.Changed) update).change())
        .filter(change -> change.getOperation() == UpdateOperation.ADDED)
        .map(DashboardUpdate::getActivity)
        .filter(feed::isDue)
        .distinct()
        .toList();
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
    return events.isEmpty() ? new String(KEEP_ALIVE, UTF_8) : events.toString();
  }

  private String change(Update.Changed changed, Map<Activity, Item> items) {
    Activity activity = changed.change().getActivity();
    return switch (changed.change().getOperation()) {
      case ADDED -> {
        Item item = items.get(activity);
        if (!judged.contains(activity) && scheduled.size() < MOST_SCHEDULED) {
          scheduled.add(changed.change());
        }
        yield item == null ? "" : event(changed.position(), "added", item);
      }
      case REMOVED -> event(changed.position(), "removed", new Removed(feed.id(userId, activity)));
    };
  }

  /** Its data is JSON, and therefore one line. */
  private static String event(Position position, String name, Object data) {
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(position.text(), name, new String(Json.bytes(data), UTF_8));
  }
}
