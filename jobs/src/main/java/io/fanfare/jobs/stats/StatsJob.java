package io.fanfare.jobs.stats;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.connectors.kafka.TopicSource;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.jobs.stats.functions.PersistCells;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.stats.TrackPlays;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs {@link StatsTopology} on Kafka and Cassandra. */
public final class StatsJob {

  private StatsJob() {}

  public static void main(String[] arguments) throws Exception {
    StatsConfig config = JobEnvironment.settings(arguments).build(StatsConfig::from);
    JobEnvironment.execute(define(config), config.rebuild().view(), arguments);
  }

  /** Builds the job, ready to execute, without connecting to any server. */
  public static StreamExecutionEnvironment define(StatsConfig config) {
    StreamExecutionEnvironment environment = JobEnvironment.create(config.parallelism());
    StatsTopology.define(
        events(environment, config),
        models(environment, config),
        new PersistCells(
            StatsTopology.JOB, config.rebuild().view(), config.store(), config.maxRowsPerSecond()),
        new StatsTopology.Sinks(
            TopicSink.of(
                Topics.STATS_PLAYS,
                config.kafka(),
                TrackPlays.class,
                plays -> Long.toString(plays.getTrackId())),
            PassedMarkers.sink(config.kafka()),
            DeadLetters.sink(config.kafka())),
        config);
    return environment;
  }

  /** The domain events. */
  public static DataStream<LogRecord> events(
      StreamExecutionEnvironment environment, StatsConfig config) {
    return environment
        .fromSource(
            source(List.of(Topics.EVENTS_PLAYS, Topics.EVENTS_DOWNLOADS), config),
            WatermarkStrategy.noWatermarks(),
            "events")
        .uid(StatsUids.EVENTS);
  }

  /** The changes of the models, in their order. */
  public static DataStream<LogRecord> models(
      StreamExecutionEnvironment environment, StatsConfig config) {
    return environment
        .fromSource(
            source(List.of(Topics.MODELS), config), WatermarkStrategy.noWatermarks(), "models")
        .uid(StatsUids.MODELS)
        .setParallelism(1);
  }

  private static TopicSource source(List<String> topics, StatsConfig config) {
    String group = config.rebuild().view();
    return config.rebuild() == Rebuild.LOG
        ? TopicSource.upToNow(topics, config.kafka(), group, config.skipsLostRecords())
        : TopicSource.of(topics, config.kafka(), group, config.skipsLostRecords());
  }
}
