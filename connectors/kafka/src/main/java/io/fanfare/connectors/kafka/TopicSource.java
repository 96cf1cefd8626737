package io.fanfare.connectors.kafka;

import io.fanfare.schemas.deadletters.LogRecord;
import java.util.List;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** Reads topics from their beginning, or from where a savepoint left it. */
public final class TopicSource {

  private TopicSource() {}

  /**
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param group name under which the offsets are published for lag monitoring; they decide nothing
   */
  public static KafkaSource<LogRecord> of(String topic, String bootstrap, String group) {
    return of(List.of(topic), bootstrap, group);
  }

  /**
   * Several topics, each partition in its order.
   *
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param group name under which the offsets are published for lag monitoring; they decide nothing
   */
  public static KafkaSource<LogRecord> of(List<String> topics, String bootstrap, String group) {
    return builder(topics, bootstrap, group).build();
  }

  /**
   * The same, up to what the topics have when the job begins: then the source ends.
   *
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param group name under which the offsets are published for lag monitoring; they decide nothing
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
        // Connect writes in transactions; what it aborted never happened.
        .setProperty("isolation.level", "read_committed")
        .setProperty("client.id.prefix", group);
  }
}
