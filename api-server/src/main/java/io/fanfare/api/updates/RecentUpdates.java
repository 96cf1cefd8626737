package io.fanfare.api.updates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The newest completion events in memory, so that a client that asks every few seconds what is new
 * costs Kafka nothing. Of each partition, it holds all events from one offset on. Thread-safe.
 */
final class RecentUpdates {

  /** Of all partitions, in bytes of the heap. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 20;

  /** Bytes of an event. */
  private static final int BYTES = 250;

  private final int most;
  private final Map<Integer, Ring> rings = new HashMap<>();

  /**
   * An event.
   *
   * @param value encoded: hardly any of them is ever read
   */
  record Recent(long offset, byte[] value) {}

  RecentUpdates() {
    this((int) Math.min(Integer.MAX_VALUE, MOST_BYTES / BYTES));
  }

  /**
   * @param most events to keep, of all partitions
   */
  RecentUpdates(int most) {
    this.most = most;
  }

  /** Forgets everything; all events from these positions on will be added. */
  synchronized void begin(Map<Integer, Long> positions) {
    rings.clear();
    int capacity = Math.max(1, most / Math.max(1, positions.size()));
    positions.forEach((partition, offset) -> rings.put(partition, new Ring(capacity, offset)));
  }

  synchronized void add(long recipientId, ConsumerRecord<byte[], byte[]> record) {
    Ring ring = rings.get(record.partition());
    if (ring != null) {
      ring.add(recipientId, record);
    }
  }

  /**
   * A recipient's events from a position until another one of the same partition.
   *
   * @return null if not all of them are here
   */
  synchronized @Nullable List<Recent> since(Position from, Position end, long recipientId) {
    Ring ring = rings.get(from.partition());
    return ring == null || from.offset() < ring.begin
        ? null
        : ring.between(from.offset(), end.offset(), recipientId);
  }

  /** The newest events of one partition, in arrays that are filled again and again. */
  private static final class Ring {

    private final long[] offsets;
    private final long[] recipients;
    private final byte[][] values;

    /** The offset from which on nothing is missing. */
    private long begin;

    private long added;

    Ring(int capacity, long begin) {
      this.offsets = new long[capacity];
      this.recipients = new long[capacity];
      this.values = new byte[capacity][];
      this.begin = begin;
    }

    void add(long recipientId, ConsumerRecord<byte[], byte[]> record) {
      int place = place(added);
      if (added >= offsets.length) {
        begin = offsets[place] + 1;
      }
      offsets[place] = record.offset();
      recipients[place] = recipientId;
      values[place] = record.value();
      added++;
    }

    /** Looks at the events after the first offset alone: newest first. */
    List<Recent> between(long from, long end, long recipientId) {
      List<Recent> found = new ArrayList<>();
      for (long i = added - 1; i >= Math.max(0, added - offsets.length); i--) {
        int place = place(i);
        if (offsets[place] < from) {
          break;
        }
        if (recipients[place] == recipientId && offsets[place] < end) {
          found.add(new Recent(offsets[place], values[place]));
        }
      }
      Collections.reverse(found);
      return found;
    }

    private int place(long number) {
      return (int) (number % offsets.length);
    }
  }
}
