package io.fanfare.jobs.fanout;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.connectors.kafka.TopicSource;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.LaneMarker;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.settings.KafkaAccess;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Runs {@link FanOutTopology} on Kafka. */
public final class FanOutJob {

  private FanOutJob() {}

  public static void main(String[] arguments) throws Exception {
    FanOutConfig config = JobEnvironment.settings(arguments).build(FanOutConfig::from);
    JobEnvironment.execute(define(config), FanOutTopology.JOB, arguments);
  }

  /** Defines the job; connects to nothing. */
  public static StreamExecutionEnvironment define(FanOutConfig config) {
    StreamExecutionEnvironment environment = JobEnvironment.create(config.parallelism());
    DataStream<LogRecord> models =
        environment
            .fromSource(
                TopicSource.of(
                    Topics.MODELS, config.kafka(), FanOutTopology.JOB, config.skipsLostRecords()),
                WatermarkStrategy.noWatermarks(),
                "models")
            .uid(FanOutUids.SOURCE)
            .setParallelism(1);
    FanOutTopology.define(models, sinks(config.kafka()), config);
    return environment;
  }

  private static FanOutTopology.Sinks sinks(KafkaAccess kafka) {
    return new FanOutTopology.Sinks(
        lane(Topics.DASHBOARD_INTERACTIVE, kafka),
        lane(Topics.DASHBOARD_BATCH, kafka),
        DeadLetters.sink(kafka));
  }

  private static Sink<FanOutChunk> lane(String topic, KafkaAccess kafka) {
    return TopicSink.of(topic, kafka, FanOutChunk.class, FanOutJob::chunkKey, FanOutJob::partition);
  }

  /** Spreads the chunks of one fan-out over the partitions: their order does not matter. */
  private static String chunkKey(FanOutChunk chunk) {
    LaneMarker marker = chunk.getMarker();
    return marker == null
        ? chunk.getActivities().get(0).getActorId() + "/" + chunk.getRecipients().get(0)
        : "markers/" + marker.getId();
  }

  /** A marker names its partition; the key of a chunk decides its own. */
  private static @Nullable Integer partition(FanOutChunk chunk) {
    LaneMarker marker = chunk.getMarker();
    return marker == null ? null : marker.getPartition();
  }
}
