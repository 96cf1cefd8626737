package io.fanfare.connectors.kafka;

import io.fanfare.schemas.deadletters.LogRecord;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** Reads a topic from its beginning, or from where a savepoint left it. */
public final class TopicSource {

  private TopicSource() {}

  /**
   * @param bootstrap `host:port` of brokers, separated by commas
   * @param group name under which the offsets are published for lag monitoring; they decide nothing
   */
  public static KafkaSource<LogRecord> of(String topic, String bootstrap, String group) {
    return KafkaSource.<LogRecord>builder()
        .setTopics(topic)
        .setBootstrapServers(bootstrap)
        .setGroupId(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new LogRecordDeserializer())
        // Connect writes in transactions; what it aborted never happened.
        .setProperty("isolation.level", "read_committed")
        .setProperty("client.id.prefix", group)
        .build();
  }
}
