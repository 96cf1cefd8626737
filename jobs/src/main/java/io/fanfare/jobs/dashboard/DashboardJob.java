package io.fanfare.jobs.dashboard;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.connectors.kafka.TopicSource;
import io.fanfare.jobs.dashboard.functions.PersistChunk;
import io.fanfare.jobs.dashboard.functions.UpdatePartitions;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs {@link DashboardTopology} on Kafka and Cassandra, in one deployment for each lane. */
public final class DashboardJob {

  /** How long completion events of the batch lane wait for others. */
  private static final Duration BATCH_LINGER = Duration.ofMillis(50);

  private DashboardJob() {}

  public static void main(String[] arguments) throws Exception {
    DashboardConfig config = JobEnvironment.settings(arguments).build(DashboardConfig::from);
    JobEnvironment.execute(define(config), config.job(), arguments);
  }

  /** Defines the job; connects to nothing. */
  public static StreamExecutionEnvironment define(DashboardConfig config) {
    StreamExecutionEnvironment environment = JobEnvironment.create(config.parallelism());
    String topic = config.lane().topic();
    DataStream<LogRecord> chunks =
        environment
            .fromSource(
                TopicSource.of(topic, config.kafka(), config.job(), config.skipsLostRecords()),
                WatermarkStrategy.noWatermarks(),
                topic)
            .uid(DashboardUids.SOURCE);
    DashboardTopology.define(chunks, store(config), sinks(config), config);
    return environment;
  }

  private static PersistChunk store(DashboardConfig config) {
    return new PersistChunk(config.job(), config.store(), config.maxRowsPerSecond());
  }

  private static DashboardTopology.Sinks sinks(DashboardConfig config) {
    KafkaAccess kafka = config.kafka();
    return new DashboardTopology.Sinks(
        TopicSink.of(
            Topics.DASHBOARD_UPDATES,
            kafka,
            DashboardUpdate.class,
            update -> null,
            update -> UpdatePartitions.of(update.getRecipients().get(0)),
            config.lane() == Lane.BATCH ? BATCH_LINGER : TopicSink.SOON),
        PassedMarkers.sink(kafka),
        DeadLetters.sink(kafka));
  }
}
