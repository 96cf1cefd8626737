package io.fanfare.rebuild.stats;

import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.stats.StatsConfig;
import io.fanfare.jobs.stats.StatsJob;
import io.fanfare.jobs.stats.StatsTopology;
import io.fanfare.jobs.stats.StatsUids;
import io.fanfare.schemas.JobNames;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Counts the logs again, up to their ends when it starts, as the stats job does, and writes the
 * cells through the Flink Cassandra connector. It ends when all rows are durable.
 */
public final class StatsRebuildJob {

  private StatsRebuildJob() {}

  public static void main(String[] arguments) throws Exception {
    StatsConfig config = JobEnvironment.settings(arguments).build(StatsConfig::ofLog);
    JobEnvironment.execute(define(config), JobNames.STATS_REBUILD, arguments);
  }

  /** Builds the job, ready to execute, without connecting to any server. */
  static StreamExecutionEnvironment define(StatsConfig config) {
    StreamExecutionEnvironment environment = JobEnvironment.create(config.parallelism());
    StatsTopology.Counted counted =
        StatsTopology.count(
            StatsJob.events(environment, config), StatsJob.models(environment, config), config);
    counted.cells().addSink(new CellsSink(config)).uid(StatsUids.PERSIST).name("cassandra");
    counted
        .unusable()
        .sinkTo(DeadLetters.sink(config.kafka()))
        .uid(StatsUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
    return environment;
  }
}
