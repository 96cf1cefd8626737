package io.fanfare.rebuild.dashboards;

import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.settings.Settings;

/**
 * Configuration of the rebuild of dashboards.
 *
 * @param savepoint of the fan-out job, whose state has all that dashboards are made of
 * @param generation that is written; see {@link DashboardTables}
 * @param part what is rebuilt
 * @param store the store that the job writes to
 * @param parallelism of every operator
 * @param maxRowsPerSecond the job's share of the store; 0 for no bound
 */
public record DashboardRebuildConfig(
    String savepoint,
    int generation,
    RebuiltPart part,
    StoreConfig store,
    int parallelism,
    int maxRowsPerSecond) {

  public static DashboardRebuildConfig from(Settings settings) {
    return new DashboardRebuildConfig(
        settings.text("savepoint"),
        settings.number(
            "generation", DashboardTables.FIRST, DashboardTables.FIRST, DashboardTables.SECOND),
        RebuiltPart.from(settings),
        StoreConfig.from(settings),
        settings.number("parallelism", 1, 1, 128),
        settings.number("max-rows-per-second", 0, 0, 10_000_000));
  }
}
