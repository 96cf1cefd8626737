package io.fanfare.api.updates;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where the reading of the topic stood a while ago. */
final class EarlierPositions {

  private final long age;
  private final LongSupplier nanoTime;
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long time, Map<Integer, Long> positions) {}

  /**
   * @param age how long ago, at least
   */
  EarlierPositions(Duration age, LongSupplier nanoTime) {
    this.age = age.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Adds where it stands now; to be called regularly.
   *
   * @param positions the offset of the next event, by partition
   */
  void add(Map<Integer, Long> positions) {
    long now = nanoTime.getAsLong();
    samples.add(new Sample(now, Map.copyOf(positions)));
    Sample oldest = samples.remove();
    for (Sample next = samples.peek();
        next != null && now - next.time() >= age;
        next = samples.peek()) {
      oldest = samples.remove();
    }
    samples.push(oldest);
  }

  /** Where it stood; where it began if that is later, and empty if it never did. */
  Map<Integer, Long> get() {
    Sample oldest = samples.peek();
    return oldest == null ? Map.of() : oldest.positions();
  }
}
