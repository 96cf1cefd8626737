package io.fanfare.cli.topics;

import io.fanfare.local.StackException;
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

/** A topic of one partition, from its beginning to where it ended when this was opened. */
public final class TopicLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What is done with each record; it may take as long as it likes.
   *
   * @param <E> what may go wrong with it
   */
  public interface Reader<E extends Exception> {

    void read(ConsumerRecord<byte[], byte[]> record) throws E;
  }

  private final String bootstrap;
  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long begin;
  private final long end;

  /**
   * Opens it.
   *
   * @param bootstrap `host:port` of any broker
   * @throws StackException if Kafka does not answer within 20 s
   */
  public TopicLog(String bootstrap, String topic) {
    this.bootstrap = bootstrap;
    this.partition = new TopicPartition(topic, 0);
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
      List<TopicPartition> partitions = List.of(partition);
      this.begin = consumer.beginningOffsets(partitions, PATIENCE).getOrDefault(partition, 0L);
      this.end = consumer.endOffsets(partitions, PATIENCE).getOrDefault(partition, 0L);
      consumer.assign(partitions);
      consumer.seek(partition, begin);
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
  public <E extends Exception> void read(Reader<E> reader) throws E {
    Instant limit = Instant.now().plus(PATIENCE);
    try {
      while (consumer.position(partition, PATIENCE) < end) {
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
            .formatted(partition.topic(), bootstrap, why);
    return cause == null ? new StackException(sentence) : new StackException(sentence, cause);
  }

  @Override
  public void close() {
    consumer.close(Duration.ZERO);
  }
}
