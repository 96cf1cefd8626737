package io.fanfare.api.topics;

import java.time.Duration;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Until when a reader has read everything. What the broker reports as the end at one moment is read
 * at a later one; then nothing is missing up to the first moment. One thread notes, any thread
 * asks.
 */
final class ReadUntil {

  private Map<TopicPartition, Long> ends = Map.of();
  private long endsAt;
  private volatile long readAt;

  /** Notes that reading begins at the ends of the partitions. */
  void begin(long nanoTime) {
    ends = Map.of();
    endsAt = nanoTime;
    readAt = nanoTime;
  }

  /**
   * @param newEnds the offset of the next record, by partition
   * @param nanoTime a moment before the broker was asked
   */
  void end(Map<TopicPartition, Long> newEnds, long nanoTime) {
    ends = newEnds;
    endsAt = nanoTime;
  }

  /**
   * @param position the offset of the next record to read
   */
  void read(ToLongFunction<TopicPartition> position) {
    if (ends.entrySet().stream()
        .allMatch(end -> position.applyAsLong(end.getKey()) >= end.getValue())) {
      readAt = endsAt;
    }
  }

  /** Whether everything was read that is older than this. */
  boolean isWithin(Duration age, long nanoTime) {
    return nanoTime - readAt <= age.toNanos();
  }
}
