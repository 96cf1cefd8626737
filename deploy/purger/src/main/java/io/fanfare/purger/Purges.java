package io.fanfare.purger;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Hands purges to every Varnish, at once and again later. For one thread. */
final class Purges {

  private final List<PendingPurges> varnishes;
  private final Runnable allPurged;
  private final RepeatedPurges repeated;
  private long newest;

  /**
   * @param again how long after the first purge of a key comes the second
   * @param allPurged is called when everything is purged
   */
  Purges(List<PendingPurges> varnishes, Duration again, Runnable allPurged, LongSupplier nanoTime) {
    this.varnishes = List.copyOf(varnishes);
    this.allPurged = allPurged;
    this.repeated = new RepeatedPurges(again, nanoTime, keys -> hand(keys, 0));
  }

  /**
   * @param appended when the log appended the change, in ms since the epoch; 0 if that is of no
   *     interest
   */
  void purge(Set<String> keys, long appended) {
    if (keys.equals(PurgeRule.ALL)) {
      allPurged.run();
    }
    hand(keys, appended);
    repeated.add(keys);
  }

  /** Purges again what is due; to be called regularly. */
  void repeat() {
    repeated.run();
  }

  private void hand(Set<String> keys, long appended) {
    newest++;
    varnishes.forEach(varnish -> varnish.add(keys, newest, appended));
  }

  /** The number of the newest purge. */
  long newest() {
    return newest;
  }

  /** The number up to which every Varnish has purged. */
  long acknowledgedUpTo() {
    return varnishes.stream().mapToLong(PendingPurges::acknowledgedUpTo).min().orElse(newest);
  }
}
