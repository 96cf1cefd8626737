package io.fanfare.api.stats;

import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatsRetention;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * What points can be made of, by {@link StatsRetention}.
 *
 * @param now s since the epoch
 */
record KeptCells(long now) {

  /** Whether points that begin at a time can be made of cells of a granularity. */
  boolean reach(Granularity granularity, ZonedDateTime begin) {
    return begin.toEpochSecond() >= StatsRetention.shownFrom(granularity, now);
  }

  /**
   * Requires that points can be made.
   *
   * @throws ApiException (400) if the cells are no longer kept
   */
  void require(Granularity granularity, ZonedDateTime begin) {
    if (!reach(granularity, begin)) {
      boolean isHourKept = reach(Granularity.HOUR, begin);
      throw new ApiException(
          400,
          "Stats by %s are kept for %d days, since %s: choose a later from, or the granularity %s."
              .formatted(
                  StatsParameters.name(granularity),
                  (granularity == Granularity.MINUTE
                          ? StatsRetention.MINUTES
                          : StatsRetention.HOURS)
                      .toDays(),
                  Instant.ofEpochSecond(StatsRetention.shownFrom(granularity, now)),
                  isHourKept ? "hour" : "day"));
    }
  }

  /**
   * The beginning of a point, moved to where kept cells begin: where minutes are no longer kept, to
   * the next whole hour of UTC, and where hours are no longer kept, to its next day.
   */
  ZonedDateTime bound(ZonedDateTime begin) {
    long seconds = begin.toEpochSecond();
    if (!reach(Granularity.MINUTE, begin)) {
      seconds = next(Granularity.HOUR, seconds);
    }
    if (!reach(Granularity.HOUR, begin)) {
      seconds = next(Granularity.DAY, seconds);
    }
    return Instant.ofEpochSecond(seconds).atZone(begin.getZone());
  }

  private static long next(Granularity granularity, long seconds) {
    long bucket = Buckets.of(granularity, seconds);
    return bucket == seconds ? seconds : Buckets.next(granularity, bucket);
  }
}
