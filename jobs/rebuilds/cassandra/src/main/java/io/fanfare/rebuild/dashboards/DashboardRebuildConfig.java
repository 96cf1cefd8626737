package io.fanfare.rebuild.dashboards;

import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.settings.Settings;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Configuration of the rebuild of dashboards.
 *
 * @param savepoint of the fan-out job, whose state has all that dashboards are made of
 * @param generation that is written; see {@link DashboardTables}
 * @param part what is rebuilt
 * @param store the store that the job writes to
 * @param asOf the time by a broker's clock when the rebuild was requested, µs since the epoch; the
 *     largest number if nobody gave one
 * @param parallelism of every operator
 * @param maxRowsPerSecond the job's share of the store; 0 for no bound
 */
public record DashboardRebuildConfig(
    String savepoint,
    int generation,
    RebuiltPart part,
    StoreConfig store,
    long asOf,
    int parallelism,
    int maxRowsPerSecond)
    implements Serializable {

  public static DashboardRebuildConfig from(Settings settings) {
    return new DashboardRebuildConfig(
        settings.text("savepoint"),
        settings.number(
            "generation", DashboardTables.FIRST, DashboardTables.FIRST, DashboardTables.SECOND),
        RebuiltPart.from(settings),
        StoreConfig.from(settings),
        asOf(settings),
        settings.number("parallelism", 1, 1, 128),
        settings.number("max-rows-per-second", 0, 0, 10_000_000));
  }

  private static long asOf(Settings settings) {
    String text = settings.text("as-of", "");
    try {
      return text.isEmpty() ? Long.MAX_VALUE : Micros.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      settings.problem(
          "as-of must be a time such as 2026-11-01T12:00:00Z, not '%s'.".formatted(text));
      return Long.MAX_VALUE;
    }
  }

  /**
   * The time by which entries are too old, µs since the epoch: a clock that is ahead must not end
   * the life of entries.
   */
  long now() {
    return Math.min(asOf, Micros.of(Instant.now()));
  }
}
