package io.fanfare.jobs.closeness;

import io.fanfare.connectors.kafka.TopicSource;
import io.fanfare.jobs.closeness.functions.PersistCloseness;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs {@link ClosenessTopology} on Kafka and Cassandra. */
public final class ClosenessJob {

  private ClosenessJob() {}

  public static void main(String[] arguments) throws Exception {
    ClosenessConfig config = JobEnvironment.settings(arguments).build(ClosenessConfig::from);
    JobEnvironment.execute(define(config), ClosenessTopology.JOB, arguments);
  }

  /** Defines the job; connects to nothing. */
  public static StreamExecutionEnvironment define(ClosenessConfig config) {
    StreamExecutionEnvironment environment = JobEnvironment.create(config.parallelism());
    DataStream<LogRecord> models =
        environment
            .fromSource(
                TopicSource.of(
                    Topics.MODELS,
                    config.kafka(),
                    ClosenessTopology.JOB,
                    config.skipsLostRecords()),
                WatermarkStrategy.noWatermarks(),
                "models")
            .uid(ClosenessUids.SOURCE)
            .setParallelism(1);
    ClosenessTopology.define(
        models,
        new PersistCloseness(ClosenessTopology.JOB, config.store(), config.maxRowsPerSecond()),
        new ClosenessTopology.Sinks(
            PassedMarkers.sink(config.kafka()), DeadLetters.sink(config.kafka())),
        config);
    return environment;
  }
}
