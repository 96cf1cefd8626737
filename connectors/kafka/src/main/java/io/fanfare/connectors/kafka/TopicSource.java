package io.fanfare.connectors.kafka;

import io.fanfare.schemas.deadletters.LogRecord;
import java.util.List;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** Reads topics from their beginning, or from the offsets of a savepoint. */
public final class TopicSource {

  private TopicSource() {}

  /**
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param group consumer group that gets the offsets, for lag monitoring only
   */
  public static KafkaSource<LogRecord> of(String topic, String bootstrap, String group) {
    return of(List.of(topic), bootstrap, group);
  }

  /**
   * Reads several topics, each partition in order.
   *
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param group consumer group that gets the offsets, for lag monitoring only
   */
  public static KafkaSource<LogRecord> of(List<String> topics, String bootstrap, String group) {
    return builder(topics, bootstrap, group).build();
  }

  /**
   * The same, but the source ends at the end offsets that the topics have when the job starts.
   *
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param group consumer group that gets the offsets, for lag monitoring only
   */
  public static KafkaSource<LogRecord> upToNow(
      List<String> topics, String bootstrap, String group) {
    return builder(topics, bootstrap, group).setBounded(OffsetsInitializer.latest()).build();
  }

  private static KafkaSourceBuilder<LogRecord> builder(
      List<String> topics, String bootstrap, String group) {
    return KafkaSource.<LogRecord>builder()
        .setTopics(topics)
        .setBootstrapServers(bootstrap)
        .setGroupId(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new LogRecordDeserializer())
        // Connect writes in transactions: records of aborted ones must not be read.
        .setProperty("isolation.level", "read_committed")
        .setProperty("client.id.prefix", group);
  }
}
