package io.fanfare.ops.topics;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A topic, from its beginning or given offsets to its end at the time of opening, each partition in
 * its order.
 */
public final class TopicLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Receives each record. It may take any time.
   *
   * @param <E> how it may fail
   */
  public interface Reader<E extends Exception> {

    void read(ConsumerRecord<byte[], byte[]> record) throws E;
  }

  private final KafkaAccess kafka;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  /** The next offset to read of each partition. */
  private final Map<TopicPartition, Long> next;

  private final long length;
  private long passed;

  /**
   * Opens the topic.
   *
   * @throws OperationException if Kafka does not answer within 20 s
   */
  public TopicLog(KafkaAccess kafka, String topic) {
    this(kafka, topic, Map.of());
  }

  /**
   * Opens the topic.
   *
   * @param from the offsets to begin at; a partition that is not among them is read from its
   *     beginning
   * @throws OperationException if Kafka does not answer within 20 s
   */
  public TopicLog(KafkaAccess kafka, String topic, Map<TopicPartition, Long> from) {
    this.kafka = kafka;
    this.topic = topic;
    this.consumer =
        KafkaClients.consumer(
            kafka,
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false));
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      this.next = new HashMap<>(consumer.beginningOffsets(partitions, PATIENCE));
      next.replaceAll((partition, first) -> Math.max(first, from.getOrDefault(partition, first)));
      this.ends = consumer.endOffsets(partitions, PATIENCE);
      this.length = sum(ends) - sum(next);
      consumer.assign(partitions);
      next.forEach(consumer::seek);
    } catch (KafkaException e) {
      consumer.close(Duration.ZERO);
      throw notAnswering(String.valueOf(e.getMessage()), e);
    }
  }

  /** The offset after the last record of each partition. */
  public Map<TopicPartition, Long> ends() {
    return Map.copyOf(ends);
  }

  /** How many offsets there are: as many as records, unless the topic is compacted. */
  public long length() {
    return length;
  }

  /** How many of {@link #length} have been read or skipped by now. */
  public long passed() {
    return passed;
  }

  /**
   * Reads all records, those of each partition in their order.
   *
   * @throws OperationException if no record arrives for 20 s
   */
  public <E extends Exception> void read(Reader<E> reader) throws E {
    Instant limit = Instant.now().plus(PATIENCE);
    try {
      while (ends.keySet().stream()
          .anyMatch(partition -> consumer.position(partition, PATIENCE) < end(partition))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < end(partition)) {
            passed += record.offset() + 1 - next.getOrDefault(partition, 0L);
            next.put(partition, record.offset() + 1);
            reader.read(record);
          }
          limit = Instant.now().plus(PATIENCE);
        }
        if (Instant.now().isAfter(limit)) {
          throw notAnswering("no record arrived for %d s".formatted(PATIENCE.toSeconds()), null);
        }
      }
    } catch (KafkaException e) {
      throw notAnswering(String.valueOf(e.getMessage()), e);
    }
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(offset -> offset).sum();
  }

  private long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private OperationException notAnswering(String why, @Nullable KafkaException cause) {
    String sentence =
        "The topic %s could not be read from %s: %s. `fanfare status` shows the state of Kafka."
            .formatted(topic, kafka, why);
    return cause == null
        ? new OperationException(sentence)
        : new OperationException(sentence, cause);
  }

  @Override
  public void close() {
    consumer.close(Duration.ZERO);
  }
}
