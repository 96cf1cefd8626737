package io.fanfare.purger;

import io.fanfare.schemas.edge.PurgeTimes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Hands purges to every Varnish, at once and again later: an answer that was rendered before its
 * server knew of the change may be stored after the first purge. For one thread.
 */
final class Purges {

  private final List<PendingPurges> varnishes;
  private final Runnable allPurged;
  private final List<RepeatedPurges> repeated;
  private long newest;

  /**
   * @param last how long after the first purge of a key comes the last: when each fetch is over
   * @param allPurged is called when everything is purged
   */
  Purges(List<PendingPurges> varnishes, Duration last, Runnable allPurged, LongSupplier nanoTime) {
    this.varnishes = List.copyOf(varnishes);
    this.allPurged = allPurged;
    this.repeated =
        Stream.concat(PurgeTimes.AGAIN.stream(), Stream.of(last))
            .map(after -> new RepeatedPurges(after, nanoTime, keys -> hand(keys, 0)))
            .toList();
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
    repeated.forEach(purges -> purges.add(keys));
  }

  /** Purges again what is due; to be called regularly. */
  void repeat() {
    repeated.forEach(RepeatedPurges::run);
  }

  private void hand(Set<String> keys, long appended) {
    newest++;
    varnishes.forEach(varnish -> varnish.add(keys, newest, appended));
  }

  /** The number of the newest purge. */
  long newest() {
    return newest;
  }

  /** The number up to which each Varnish has purged, in their order. */
  List<Long> acknowledgedUpTo() {
    return varnishes.stream().map(PendingPurges::acknowledgedUpTo).toList();
  }
}
