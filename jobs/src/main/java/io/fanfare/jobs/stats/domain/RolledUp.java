package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.TargetCells;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The events of a bundle by the buckets of one granularity, each the sum of finer ones. */
final class RolledUp {

  /** Takes one bucket. */
  interface Taker {
    /**
     * @param bucket its start, s since the epoch
     * @param isInRange whether any of its events is in the range of days
     */
    void take(long bucket, CountsSum sum, boolean isInRange);
  }

  private static final class Sum {
    private final CountsSum counts = new CountsSum();
    private boolean isInRange;
  }

  private final Granularity granularity;
  private final SortedMap<Long, Sum> buckets = new TreeMap<>();

  private RolledUp(Granularity granularity) {
    this.granularity = granularity;
  }

  /** For each granularity, from the finest on. */
  static List<RolledUp> levels(Bundle bundle, DayRange range) {
    RolledUp minutes = new RolledUp(Granularity.MINUTE);
    RolledUp hours = new RolledUp(Granularity.HOUR);
    for (MinuteCounts each : bundle.getMinutes()) {
      boolean isInRange = range.includes(each.getMinute());
      if (each.getTarget() != TargetCells.COARSER) {
        minutes.add(each, isInRange);
      }
      if (each.getTarget() != TargetCells.MINUTE) {
        hours.add(each, isInRange);
      }
    }
    RolledUp days = hours.coarser();
    RolledUp months = days.coarser();
    return List.of(minutes, hours, days, months, months.coarser());
  }

  private void add(MinuteCounts more, boolean isInRange) {
    Sum sum = sum(more.getMinute());
    sum.counts.add(more.getCounts());
    sum.isInRange |= isInRange;
  }

  /** The same by the next coarser granularity. */
  private RolledUp coarser() {
    RolledUp coarser = new RolledUp(Granularity.values()[granularity.ordinal() + 1]);
    buckets.forEach(
        (bucket, finer) -> {
          Sum sum = coarser.sum(bucket);
          sum.counts.add(finer.counts);
          sum.isInRange |= finer.isInRange;
        });
    return coarser;
  }

  Granularity granularity() {
    return granularity;
  }

  void forEach(Taker taker) {
    buckets.forEach((bucket, sum) -> taker.take(bucket, sum.counts, sum.isInRange));
  }

  private Sum sum(long seconds) {
    return buckets.computeIfAbsent(Buckets.of(granularity, seconds), absent -> new Sum());
  }
}
