package io.fanfare.rebuild.dashboards;

import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.savepoints.SavepointAge;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.dashboard.DashboardRule;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Writes every entry that the state of a fan-out job accounts for, each once, with the version of
 * that state. It reads the savepoint only, and ends when all rows are durable.
 */
public final class DashboardRebuildJob {

  private DashboardRebuildJob() {}

  public static void main(String[] arguments) throws Exception {
    DashboardRebuildConfig config =
        JobEnvironment.settings(arguments).build(DashboardRebuildConfig::from);
    long version = SavepointVersion.of(config.savepoint());
    StreamExecutionEnvironment environment = JobEnvironment.createBatch(config.parallelism());
    DashboardRebuildTopology.define(
        SavepointReader.read(environment, config.savepoint()),
        config.part().since(DashboardRule.retentionStart(config.now())),
        new DashboardSink(config, version, SavepointAge.of(config.savepoint())));
    JobEnvironment.executeBatch(environment, JobNames.DASHBOARD_REBUILD, arguments);
  }
}
