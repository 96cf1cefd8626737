package io.fanfare.purger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether invalidations arrive: how long ago a beat of the source came, before which every change
 * is read and purged. One thread reports; any thread asks.
 */
final class Liveness {

  /** Older beats are forgotten: a purger that is so late is dead anyway. */
  private static final int MOST = 600;

  private final ArrayDeque<Beat> waiting = new ArrayDeque<>();
  private final long oldest;
  private final LongSupplier nanoTime;
  private volatile @Nullable Long passed;

  /**
   * @param end where `models` ended when the beat came: everything before the beat is before that
   * @param number the last purge before the beat; null while `models` is not read so far
   */
  private record Beat(long at, long end, @Nullable Long number) {}

  /**
   * @param oldest age of the newest passed beat from which on the purger counts as dead
   */
  Liveness(Duration oldest, LongSupplier nanoTime) {
    this.oldest = oldest.toNanos();
    this.nanoTime = nanoTime;
  }

  /** A beat has come. */
  void beat(long endOfModels) {
    if (waiting.size() >= MOST) {
      waiting.poll();
    }
    waiting.add(new Beat(nanoTime.getAsLong(), endOfModels, null));
  }

  /**
   * Reports progress.
   *
   * @param position the next offset of `models` to be read
   * @param number of the newest purge
   * @param acknowledged the number up to which every Varnish has purged
   */
  void progress(long position, long number, long acknowledged) {
    ArrayDeque<Beat> open = new ArrayDeque<>();
    for (Beat beat : waiting) {
      boolean isRead = beat.number() == null && beat.end() <= position;
      Long last = isRead ? Long.valueOf(number) : beat.number();
      if (last != null && last <= acknowledged) {
        passed = beat.at();
      } else {
        open.add(new Beat(beat.at(), beat.end(), last));
      }
    }
    waiting.clear();
    waiting.addAll(open);
  }

  /** Changes may have been missed: no beat before now counts. */
  void lose() {
    waiting.clear();
    passed = null;
  }

  /** The age of the newest passed beat, in seconds; infinite if there is none. */
  double ageSeconds() {
    Long at = passed;
    return at == null ? Double.POSITIVE_INFINITY : (nanoTime.getAsLong() - at) / 1e9;
  }

  boolean isAlive() {
    Long at = passed;
    return at != null && nanoTime.getAsLong() - at <= oldest;
  }
}
