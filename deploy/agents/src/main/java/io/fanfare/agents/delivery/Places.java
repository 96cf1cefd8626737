package io.fanfare.agents.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records have been read and are not done. Messages are done in any order, and one that is
 * tried again for hours must not be lost: so the offset that is committed is that of the first one
 * that is not done. Thread-safe.
 */
final class Places {

  private static final class Partition {
    final TreeSet<Long> open = new TreeSet<>();
    long next;
    long committed = -1;
  }

  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  /** How often partitions were taken away: one that comes back is read again from its commit. */
  private int generation;

  /** Begins with a record; returns the generation of its place. */
  synchronized int begin(TopicPartition partition, long offset) {
    Partition place = partitions.computeIfAbsent(partition, added -> new Partition());
    place.open.add(offset);
    place.next = offset + 1;
    return generation;
  }

  synchronized void end(TopicPartition partition, long offset, int of) {
    Partition place = partitions.get(partition);
    if (place != null && of == generation) {
      place.open.remove(offset);
    }
  }

  void end(Ticket ticket) {
    end(ticket.partition(), ticket.offset(), ticket.generation());
  }

  /** Whether this process still has to do it: another one may have the partition by now. */
  synchronized boolean isOpen(Ticket ticket) {
    Partition place = partitions.get(ticket.partition());
    return place != null
        && ticket.generation() == generation
        && place.open.contains(ticket.offset());
  }

  /** How many are not done. */
  synchronized int open() {
    return partitions.values().stream().mapToInt(place -> place.open.size()).sum();
  }

  /** What has not been committed yet; it counts as committed from now on. */
  synchronized Map<TopicPartition, OffsetAndMetadata> toCommit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    partitions.forEach(
        (partition, place) -> {
          long done = place.open.isEmpty() ? place.next : place.open.first();
          if (done > place.committed) {
            place.committed = done;
            offsets.put(partition, new OffsetAndMetadata(done));
          }
        });
    return offsets;
  }

  /** Another process has these partitions now, or will have them. */
  synchronized void forget(Collection<TopicPartition> gone) {
    // The assignor takes all partitions away before it hands out any.
    gone.forEach(partitions::remove);
    generation++;
  }

  /** The last commit has failed: the next one repeats it. */
  synchronized void uncommitted() {
    partitions.values().forEach(place -> place.committed = -1);
  }
}
