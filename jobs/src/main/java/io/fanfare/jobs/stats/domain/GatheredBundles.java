package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.TargetCells;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bundles of tracks in two groups: counts of current minutes, which somebody may watch, and all
 * else, which may wait. What a current minute counts goes into its own cell promptly, and into the
 * coarser cells with all else: otherwise each event of a track that is seldom played would write
 * the cells of its hour, day and month, and of all time, for itself.
 */
public final class GatheredBundles {

  private final GatheredCounts current = new GatheredCounts();
  private final GatheredCounts late = new GatheredCounts();

  /**
   * Adds a bundle.
   *
   * @param currentFrom minutes that begin earlier are late, s since the epoch
   * @param now by a clock that never goes back, ms
   */
  public void add(long track, Bundle bundle, long currentFrom, long now) {
    for (MinuteCounts each : bundle.getMinutes()) {
      boolean isCurrent =
          each.getTarget() != TargetCells.COARSER && each.getMinute() >= currentFrom;
      if (isCurrent && each.getTarget() == TargetCells.ALL) {
        long hour = Buckets.of(Granularity.HOUR, each.getMinute());
        current.add(bundle.getKind(), track, with(each, each.getMinute(), TargetCells.MINUTE), now);
        late.add(bundle.getKind(), track, with(each, hour, TargetCells.COARSER), now);
      } else {
        (isCurrent ? current : late).add(bundle.getKind(), track, each, now);
      }
    }
  }

  private static MinuteCounts with(MinuteCounts counts, long start, TargetCells target) {
    return new MinuteCounts(start, counts.getCounts(), target);
  }

  /** Counts of current minutes, for the cells of these minutes alone. */
  public GatheredCounts current() {
    return current;
  }

  /** Counts of other minutes, and those of current ones for coarser cells. */
  public GatheredCounts late() {
    return late;
  }

  /** What is gathered, in units of about 60 bytes. */
  public long size() {
    return current.size() + late.size();
  }

  /** When the first counts of those that are gathered came; null if none are. */
  public @Nullable Long oldest() {
    Long ofCurrent = current.oldest();
    Long ofLate = late.oldest();
    if (ofCurrent == null || ofLate == null) {
      return ofCurrent == null ? ofLate : ofCurrent;
    }
    return Math.min(ofCurrent, ofLate);
  }

  /** Takes out the track whose first counts are the oldest, late ones first. */
  public void drainOldest(Consumer<SubjectChange> bundles) {
    (late.size() > 0 ? late : current).drainOldest(bundles);
  }

  /** Takes out everything. */
  public void drain(Consumer<SubjectChange> bundles) {
    current.drain(bundles);
    late.drain(bundles);
  }

  /** Shows everything, for a checkpoint. */
  public void forEach(Consumer<SubjectChange> bundles) {
    current.forEach(bundles);
    late.forEach(bundles);
  }
}
