package io.fanfare.api.stats;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import java.util.ArrayList;
import java.util.List;

/**
 * Buckets of one length that follow each other and are stored together.
 *
 * @param period their {@link Buckets#period}
 * @param from when the first one begins, s since the epoch
 * @param to when the last one ends
 */
public record Segment(Granularity granularity, int period, long from, long to) {

  private static final List<Granularity> COARSEST_FIRST =
      List.of(Granularity.MONTH, Granularity.DAY, Granularity.HOUR, Granularity.MINUTE);

  /**
   * The fewest buckets that make up a range, in the order of time.
   *
   * @param bounds times that no bucket may cross, ascending, s since the epoch, in whole minutes;
   *     the first and the last are those of the range
   */
  static List<Segment> of(List<Long> bounds) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i + 1 < bounds.size(); i++) {
      long end = bounds.get(i + 1);
      for (long time = bounds.get(i); time < end; ) {
        Granularity granularity = coarsest(time, end);
        long next = Buckets.next(granularity, time);
        append(new Segment(granularity, Buckets.period(granularity, time), time, next), segments);
        time = next;
      }
    }
    return segments;
  }

  private static Granularity coarsest(long time, long end) {
    for (Granularity granularity : COARSEST_FIRST) {
      if (Buckets.of(granularity, time) == time && Buckets.next(granularity, time) <= end) {
        return granularity;
      }
    }
    throw new IllegalArgumentException(time + " and " + end + " are not whole minutes");
  }

  private static void append(Segment bucket, List<Segment> segments) {
    Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
    if (last != null && bucket.continues(last)) {
      segments.set(
          segments.size() - 1,
          new Segment(bucket.granularity, bucket.period, last.from, bucket.to));
    } else {
      segments.add(bucket);
    }
  }

  private boolean continues(Segment last) {
    boolean isStoredTogether = last.granularity == granularity && last.period == period;
    return isStoredTogether && last.to == from;
  }
}
