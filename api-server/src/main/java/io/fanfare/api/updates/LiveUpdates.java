package io.fanfare.api.updates;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.topics.TopicReader;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Passes completion events to the subscriptions of the recipient's dashboard, and returns those
 * since a position. When reading them is interrupted, all subscriptions end; a client that
 * subscribes again from its last position misses nothing.
 */
public final class LiveUpdates implements TopicReader {

  static final String ABSENT =
      "Live updates can't be read right now, because Kafka does not answer: try again later.";

  /**
   * How far the positions of cursors lie back. A replica of MySQL may lack the rows of an entry
   * when its event is here: then a later request finds both.
   */
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final PastUpdates past;
  private final RecentUpdates recent = new RecentUpdates();
  private final EarlierPositions earlier;
  private final UpdateDecoder decoder = new UpdateDecoder();
  private final Map<Long, Set<Subscription>> subscriptions = new HashMap<>();

  /** The offset of the next event, by partition; empty while nothing is read. */
  private Map<Integer, Long> next = Map.of();

  public LiveUpdates(PastUpdates past) {
    this(past, OVERLAP);
  }

  LiveUpdates(PastUpdates past, Duration overlap) {
    this.past = past;
    this.earlier = new EarlierPositions(overlap, System::nanoTime);
  }

  /**
   * A position some seconds ago: what is added to the dashboard from now on follows it. If no
   * events are read right now, it is the last one that is known.
   *
   * @return null if none is known
   */
  public synchronized @Nullable Position position(long recipientId) {
    Map<Integer, Long> positions = earlier.get();
    return positions.isEmpty() ? null : position(recipientId, positions);
  }

  /**
   * The activities that were added to a dashboard since a position.
   *
   * @return null if they can't be read: the position is gone, or too many events follow it
   * @throws UnavailableException if no events are read right now
   */
  public @Nullable List<Activity> added(long recipientId, Position from) {
    List<Update> updates = replay(from, live(recipientId), recipientId);
    return updates == null
        ? null
        : updates.stream()
            .map(update -> ((Update.Changed) update).change())
            .filter(change -> change.getOperation() == UpdateOperation.ADDED)
            .map(DashboardUpdate::getActivity)
            .distinct()
            .toList();
  }

  /**
   * Subscribes to a dashboard. Its first update is {@link Update.Ready}, or {@link Update.Missed}
   * if it can't continue from the given position.
   *
   * @param from the text of the last position that the client received; null to begin now
   * @throws UnavailableException if no events are read right now
   */
  public Subscription subscribe(long recipientId, @Nullable String from) {
    Subscription subscription = new Subscription(recipientId, this);
    Position live = add(subscription);
    try {
      // Live events are queued already and follow these, so there is no gap.
      subscription.begin(
          from == null ? List.of(new Update.Ready(live)) : since(from, live, recipientId));
      return subscription;
    } catch (RuntimeException e) {
      subscription.close();
      throw e;
    }
  }

  private List<Update> since(String text, Position live, long recipientId) {
    Position from = Position.parse(text);
    List<Update> replayed = from == null ? null : replay(from, live, recipientId);
    if (from == null || replayed == null) {
      return List.of(new Update.Missed(live));
    }
    List<Update> updates = new ArrayList<>();
    updates.add(new Update.Ready(from));
    updates.addAll(replayed);
    return updates;
  }

  private @Nullable List<Update> replay(Position from, Position live, long recipientId) {
    if (from.partition() != live.partition()) {
      return null;
    }
    List<RecentUpdates.Recent> found =
        from.offset() > live.offset() ? null : recent.since(from, live, recipientId);
    if (found == null) {
      return past.replay(from, live.offset(), recipientId);
    }
    return found.size() > PastUpdates.MOST ? null : decode(from.partition(), found);
  }

  private List<Update> decode(int partition, List<RecentUpdates.Recent> found) {
    return found.stream()
        .<Update>flatMap(event -> decoder.decode(partition, event.offset(), event.value()).stream())
        .toList();
  }

  private synchronized Position add(Subscription subscription) {
    Position live = live(subscription.recipientId());
    subscriptions
        .computeIfAbsent(subscription.recipientId(), id -> new HashSet<>())
        .add(subscription);
    return live;
  }

  /** Where the next event of a recipient will be. */
  private synchronized Position live(long recipientId) {
    if (next.isEmpty()) {
      throw new UnavailableException(ABSENT, null);
    }
    return position(recipientId, next);
  }

  private static Position position(long recipientId, Map<Integer, Long> positions) {
    int partition = Recipients.partition(recipientId);
    return new Position(partition, positions.getOrDefault(partition, 0L));
  }

  synchronized void remove(Subscription subscription) {
    Set<Subscription> same = subscriptions.get(subscription.recipientId());
    if (same != null && same.remove(subscription) && same.isEmpty()) {
      subscriptions.remove(subscription.recipientId());
    }
  }

  @Override
  public void begin(Map<Integer, Long> positions) {
    // The existing subscriptions have missed the events in between.
    lost();
    synchronized (this) {
      recent.begin(positions);
      next = new HashMap<>(positions);
      earlier.add(next);
    }
  }

  @Override
  public synchronized void tick() {
    if (!next.isEmpty()) {
      earlier.add(next);
    }
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> record) {
    Optional<Update.Changed> update = decoder.decode(record);
    List<Long> recipients =
        update.map(changed -> CompletionEvent.recipients(changed.change())).orElse(List.of());
    for (Subscription subscription : advance(record, recipients)) {
      update.ifPresent(subscription::add);
    }
  }

  /** Moves past a record and returns its subscriptions; later subscriptions begin after it. */
  private synchronized List<Subscription> advance(
      ConsumerRecord<byte[], byte[]> record, List<Long> recipients) {
    next.put(record.partition(), record.offset() + 1);
    List<Subscription> found = new ArrayList<>();
    for (long recipient : recipients) {
      recent.add(recipient, record);
      found.addAll(subscriptions.getOrDefault(recipient, Set.of()));
    }
    return found;
  }

  @Override
  public void lost() {
    List<Subscription> all = new ArrayList<>();
    synchronized (this) {
      next = Map.of();
      subscriptions.values().forEach(all::addAll);
      subscriptions.clear();
    }
    all.forEach(Subscription::end);
  }
}
