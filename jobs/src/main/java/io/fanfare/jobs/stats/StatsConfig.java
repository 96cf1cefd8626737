package io.fanfare.jobs.stats;

import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.stats.domain.DayRange;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Configuration of the stats job.
 *
 * @param kafkaBootstrap `host:port` of brokers, separated by commas
 * @param store where it writes: it may be another cluster than the dashboards'
 * @param parallelism of all operators but those that read `models`
 * @param bundleFor how long events of a track gather before they are counted together, where they
 *     are not late already, and changes of rows before what they change is stored
 * @param writesInFlight changes of subjects whose cells one subtask writes at a time
 * @param maxRowsPerSecond the job's share of the store; 0 for no bound
 * @param rebuild whether it writes once more what should be there already
 * @param days whose cells it writes, and all that they belong to
 */
public record StatsConfig(
    String kafkaBootstrap,
    StoreConfig store,
    int parallelism,
    Duration bundleFor,
    int writesInFlight,
    int maxRowsPerSecond,
    Rebuild rebuild,
    DayRange days) {

  public static StatsConfig from(Settings settings) {
    return new StatsConfig(
        settings.hostsAndPorts("kafka-bootstrap"),
        StoreConfig.from(settings),
        settings.number("parallelism", 1, 1, 128),
        Duration.ofMillis(settings.number("bundle-ms", 500, 10, 60_000)),
        settings.number("writes-in-flight", 64, 1, 1_024),
        settings.number("max-rows-per-second", 0, 0, 10_000_000),
        settings.choice("rebuild", Rebuild.class, Rebuild.NONE),
        days(settings));
  }

  private static DayRange days(Settings settings) {
    DayRange days =
        new DayRange(
            seconds(settings, "from", DayRange.ALWAYS.from()),
            seconds(settings, "to", DayRange.ALWAYS.to()));
    if (days.to() <= days.from()) {
      settings.problem("--to is no day after --from.");
    }
    return days;
  }

  /** When a day begins, in UTC, s since the epoch. */
  private static long seconds(Settings settings, String key, long otherwise) {
    String day = settings.text(key, "");
    try {
      return day.isEmpty()
          ? otherwise
          : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    } catch (DateTimeParseException e) {
      settings.problem("--" + key + " is '" + day + "', which is no day like 2026-11-20.");
      return otherwise;
    }
  }
}
