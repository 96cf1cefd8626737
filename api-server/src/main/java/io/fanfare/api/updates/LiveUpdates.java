package io.fanfare.api.updates;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.topics.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Passes completion events to the subscriptions of the recipient's dashboard. When reading them is
 * interrupted, all subscriptions end; a client that subscribes again from its last position misses
 * nothing.
 */
public final class LiveUpdates implements TopicReader {

  private final PastUpdates past;
  private final UpdateDecoder decoder = new UpdateDecoder();
  private final Map<Long, Set<Subscription>> subscriptions = new HashMap<>();

  /** The offset of the next event, by partition; empty while nothing is read. */
  private Map<Integer, Long> next = Map.of();

  public LiveUpdates(PastUpdates past) {
    this.past = past;
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
    List<Update> replayed =
        from == null || from.partition() != live.partition()
            ? null
            : past.replay(from, live.offset(), recipientId);
    if (from == null || replayed == null) {
      return List.of(new Update.Missed(live));
    }
    List<Update> updates = new ArrayList<>();
    updates.add(new Update.Ready(from));
    updates.addAll(replayed);
    return updates;
  }

  private synchronized Position add(Subscription subscription) {
    if (next.isEmpty()) {
      throw new UnavailableException(
          "Live updates can't be read right now, because Kafka does not answer: try again later.",
          null);
    }
    int partition = Recipients.partition(subscription.recipientId(), next.size());
    subscriptions
        .computeIfAbsent(subscription.recipientId(), id -> new HashSet<>())
        .add(subscription);
    return new Position(partition, next.getOrDefault(partition, 0L));
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
      next = new HashMap<>(positions);
    }
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> record) {
    for (Subscription subscription : advance(record)) {
      decoder.decode(record).ifPresent(subscription::add);
    }
  }

  /** Moves past a record and returns its subscriptions; later subscriptions begin after it. */
  private synchronized List<Subscription> advance(ConsumerRecord<byte[], byte[]> record) {
    next.put(record.partition(), record.offset() + 1);
    OptionalLong recipient = Recipients.of(record.key());
    return recipient.isEmpty()
        ? List.of()
        : List.copyOf(subscriptions.getOrDefault(recipient.getAsLong(), Set.of()));
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
