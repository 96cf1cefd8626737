package io.fanfare.jobs.stats.domain;

import static io.fanfare.schemas.stats.Granularity.DAY;
import static io.fanfare.schemas.stats.Granularity.MONTH;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;

/**
 * Finds the days of a subject that have cells. A month without a cell has none, so a walk from the
 * first year to the last one looks at some thousand buckets.
 */
final class ExistingDays {

  private final SubjectState state;

  ExistingDays(SubjectState state) {
    this.state = state;
  }

  boolean has(Granularity granularity, long bucket) {
    for (StatKind stat : StatKind.values()) {
      if (state.cell(new CellKey(stat, granularity, bucket)) != null) {
        return true;
      }
    }
    return false;
  }

  /** Where to go on after a day without cells. */
  long afterEmpty(long day) {
    long month = Buckets.of(MONTH, day);
    return has(MONTH, month) ? Buckets.next(DAY, day) : Buckets.next(MONTH, month);
  }
}
