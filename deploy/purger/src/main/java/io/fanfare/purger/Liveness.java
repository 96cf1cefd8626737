package io.fanfare.purger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether invalidations arrive: for each Varnish, how long ago a beat of the source came, before
 * which every change is read and purged there. One thread reports; any thread asks.
 */
final class Liveness {

  /** Older beats are forgotten: a purger that is so late is dead anyway. */
  private static final int MOST = 600;

  private final ArrayDeque<Beat> waiting = new ArrayDeque<>();
  private final List<String> addresses;
  private final long oldest;
  private final LongSupplier nanoTime;

  private @Nullable Long newest;

  /** When the newest beat came that a Varnish has passed. */
  private final Map<String, Long> passed = new ConcurrentHashMap<>();

  /**
   * @param end where `models` ended when the beat came: everything before the beat is before that
   * @param number the last purge before the beat; null while `models` is not read so far
   */
  private record Beat(long at, long end, @Nullable Long number) {}

  /**
   * @param addresses of every Varnish
   * @param oldest age of the newest passed beat from which on invalidations count as missing
   */
  Liveness(List<String> addresses, Duration oldest, LongSupplier nanoTime) {
    this.addresses = List.copyOf(addresses);
    this.oldest = oldest.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Whether beats came, and none has for so long that invalidations count as missing. */
  boolean hasPaused() {
    Long at = newest;
    return at != null && nanoTime.getAsLong() - at > oldest;
  }

  /** A beat has come. */
  void beat(long endOfModels) {
    newest = nanoTime.getAsLong();
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
   * @param acknowledged the number up to which each Varnish has purged, in their order
   */
  void progress(long position, long number, List<Long> acknowledged) {
    Map<String, Long> upTo = new LinkedHashMap<>();
    for (int varnish = 0; varnish < addresses.size(); varnish++) {
      upTo.put(addresses.get(varnish), acknowledged.get(varnish));
    }
    ArrayDeque<Beat> open = new ArrayDeque<>();
    for (Beat beat : waiting) {
      boolean isRead = beat.number() == null && beat.end() <= position;
      Long last = isRead ? Long.valueOf(number) : beat.number();
      if (last == null || !pass(beat.at(), last, upTo)) {
        open.add(new Beat(beat.at(), beat.end(), last));
      }
    }
    waiting.clear();
    waiting.addAll(open);
  }

  /** Notes a beat for those that have purged so far; whether all have. */
  private boolean pass(long at, long number, Map<String, Long> upTo) {
    boolean byAll = true;
    for (Map.Entry<String, Long> varnish : upTo.entrySet()) {
      if (number <= varnish.getValue()) {
        passed.merge(varnish.getKey(), at, (before, now) -> now - before > 0 ? now : before);
      } else {
        byAll = false;
      }
    }
    return byAll;
  }

  /** Changes may have been missed: no beat before now counts. */
  void lose() {
    waiting.clear();
    passed.clear();
    newest = null;
  }

  /**
   * The age of the newest beat that a Varnish has passed, in seconds; infinite if there is none.
   */
  double ageSeconds(String address) {
    Long at = passed.get(address);
    return at == null ? Double.POSITIVE_INFINITY : (nanoTime.getAsLong() - at) / 1e9;
  }

  /** Whether the purges of one Varnish arrive; not for one that is unknown. */
  boolean isAlive(String address) {
    Long at = passed.get(address);
    return at != null && nanoTime.getAsLong() - at <= oldest;
  }

  /** Whether those of every Varnish arrive. */
  boolean isAlive() {
    return addresses.stream().allMatch(this::isAlive);
  }
}
