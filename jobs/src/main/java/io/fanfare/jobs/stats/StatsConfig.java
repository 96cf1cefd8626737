package io.fanfare.jobs.stats;

import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.stats.domain.DayRange;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Configuration of the stats job.
 *
 * @param kafka where the topics are
 * @param skipsLostRecords whether the job continues behind records that its topics no longer have;
 *     otherwise it fails
 * @param store the Cassandra cluster for cells; it may differ from the dashboards' cluster
 * @param parallelism of all operators but those that read `models`
 * @param bundleFor the turn in which gathered counts are emitted, late ones in several; and how
 *     long changes of rows wait before the job emits their cells
 * @param writesInFlight messages with cells that one subtask writes at a time; 0 in a rebuild from
 *     the log, whose sink has a bound of its own
 * @param maxRowsPerSecond limit of the whole job; 0 for no limit
 * @param rebuild the source of a rebuild; {@link Rebuild#NONE} for the live job
 * @param days the days whose cells the job writes, with the months and totals that contain them
 */
public record StatsConfig(
    KafkaAccess kafka,
    boolean skipsLostRecords,
    StoreConfig store,
    int parallelism,
    Duration bundleFor,
    int writesInFlight,
    int maxRowsPerSecond,
    Rebuild rebuild,
    DayRange days) {

  /** Of the stats job, or of a rebuild from a savepoint. */
  public static StatsConfig from(Settings settings) {
    boolean isRebuild = settings.flag("rebuild-from-savepoint", false);
    return of(settings, isRebuild ? Rebuild.SAVEPOINT : Rebuild.NONE);
  }

  /** Of a rebuild from the log, in a job of its own. */
  public static StatsConfig ofLog(Settings settings) {
    return of(settings, Rebuild.LOG);
  }

  private static StatsConfig of(Settings settings, Rebuild rebuild) {
    return new StatsConfig(
        KafkaAccess.from(settings),
        settings.flag("skip-lost-records", false),
        StoreConfig.from(settings),
        settings.number("parallelism", 1, 1, 128),
        Duration.ofMillis(settings.number("bundle-ms", 500, 10, 60_000)),
        rebuild == Rebuild.LOG ? 0 : settings.number("writes-in-flight", 64, 1, 1_024),
        settings.number("max-rows-per-second", 0, 0, 10_000_000),
        rebuild,
        days(settings));
  }

  private static DayRange days(Settings settings) {
    DayRange days =
        new DayRange(
            seconds(settings, "from", DayRange.ALWAYS.from()),
            seconds(settings, "to", DayRange.ALWAYS.to()));
    if (days.to() <= days.from()) {
      settings.problem("--to must be later than --from.");
    }
    return days;
  }

  /** The beginning of a day, in UTC, s since the epoch. */
  private static long seconds(Settings settings, String key, long defaultValue) {
    String day = settings.text(key, "");
    try {
      return day.isEmpty()
          ? defaultValue
          : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    } catch (DateTimeParseException e) {
      settings.problem("--" + key + " is '" + day + "'; it must be a date like 2026-11-20.");
      return defaultValue;
    }
  }
}
