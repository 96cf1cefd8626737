package io.fanfare.cli.models;

import io.fanfare.local.StackException;
import io.fanfare.schemas.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topic `models`, from its beginning to where it ended when this was opened. */
public final class ModelsLog implements AutoCloseable {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.MODELS, 0);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What is done with each record; it may take as long as it likes. */
  public interface Reader {

    void read(ConsumerRecord<byte[], byte[]> record) throws SQLException;
  }

  private final String bootstrap;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long begin;
  private final long end;

  /**
   * Opens it.
   *
   * @param bootstrap `host:port` of any broker
   * @throws StackException if Kafka does not answer within 20 s
   */
  public ModelsLog(String bootstrap) {
    this.bootstrap = bootstrap;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      List<TopicPartition> models = List.of(PARTITION);
      this.begin = consumer.beginningOffsets(models, PATIENCE).getOrDefault(PARTITION, 0L);
      this.end = consumer.endOffsets(models, PATIENCE).getOrDefault(PARTITION, 0L);
      consumer.assign(models);
      consumer.seek(PARTITION, begin);
    } catch (KafkaException e) {
      consumer.close(Duration.ZERO);
      throw notAnswering(String.valueOf(e.getMessage()), e);
    }
  }

  /** The first offset. */
  public long begin() {
    return begin;
  }

  /** The offset behind the last one. */
  public long end() {
    return end;
  }

  /**
   * Reads all records, in their order.
   *
   * @throws StackException if Kafka does not go on for 20 s
   */
  public void read(Reader reader) throws SQLException {
    Instant limit = Instant.now().plus(PATIENCE);
    try {
      while (consumer.position(PARTITION, PATIENCE) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end) {
            reader.read(record);
          }
          limit = Instant.now().plus(PATIENCE);
        }
        if (Instant.now().isAfter(limit)) {
          throw notAnswering("it stopped in the middle of the topic", null);
        }
      }
    } catch (KafkaException e) {
      throw notAnswering(String.valueOf(e.getMessage()), e);
    }
  }

  private StackException notAnswering(String why, @Nullable KafkaException cause) {
    String sentence =
        "The topic %s could not be read from %s: %s. `fanfare status` says how Kafka is."
            .formatted(Topics.MODELS, bootstrap, why);
    return cause == null ? new StackException(sentence) : new StackException(sentence, cause);
  }

  @Override
  public void close() {
    consumer.close(Duration.ZERO);
  }
}
