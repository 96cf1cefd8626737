package io.fanfare.cli.deadletters;

import io.fanfare.local.StackException;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.DeadLetter;
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

/** The topic `deadletters`, from its beginning to where it ends when it is asked. */
public final class DeadLetterLog {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AvroCodec<DeadLetter> codec = AvroCodec.of(DeadLetter.class);
  private final String bootstrap;

  /**
   * @param bootstrap `host:port` of any broker
   */
  public DeadLetterLog(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Reads all letters. What a job put aside again, because a crash took it back, is there once.
   *
   * @param limit how many are kept, the newest
   * @throws StackException if Kafka does not answer within 20 s
   */
  public NewestLetters read(int limit) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.DEADLETTERS, PATIENCE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      NewestLetters letters = new NewestLetters(limit);
      Instant patience = Instant.now().plus(PATIENCE);
      while (partitions.stream().anyMatch(p -> consumer.position(p, PATIENCE) < end(ends, p))) {
        if (Instant.now().isAfter(patience)) {
          throw notAnswering("it stopped in the middle of the topic", null);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          patience = Instant.now().plus(PATIENCE);
          letters.add(listed(record));
        }
      }
      return letters;
    } catch (KafkaException e) {
      throw notAnswering(String.valueOf(e.getMessage()), e);
    }
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private StackException notAnswering(String why, @Nullable KafkaException cause) {
    String sentence =
        "The topic %s could not be read from %s: %s. `fanfare status` says how Kafka is."
            .formatted(Topics.DEADLETTERS, bootstrap, why);
    return cause == null ? new StackException(sentence) : new StackException(sentence, cause);
  }

  private Listed listed(ConsumerRecord<byte[], byte[]> record) {
    Instant putAside = Instant.ofEpochMilli(record.timestamp());
    try {
      DeadLetter letter = codec.decode(record.value());
      return Listed.of(putAside, letter);
    } catch (UndecodableException e) {
      return Listed.unreadable(putAside, record, e.reason());
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
