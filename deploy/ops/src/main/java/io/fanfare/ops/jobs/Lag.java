package io.fanfare.ops.jobs;

import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What jobs had not read of their topics at their last checkpoints. */
final class Lag implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaAccess kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * The unread records of a job.
   *
   * @param records how many; null if the job has committed no offsets yet
   * @param oldest when the first of them was appended, by the broker's clock; null if there is
   *     none, or if Kafka does not return it within 5 s
   */
  record Unread(@Nullable Long records, @Nullable Instant oldest) {}

  Lag(KafkaAccess kafka) {
    this.kafka = kafka;
    this.consumer =
        KafkaClients.consumer(
            kafka,
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1));
  }

  Unread of(String group) throws InterruptedException {
    Map<TopicPartition, Long> next;
    Map<TopicPartition, Long> ends;
    try (GroupOffsets offsets = new GroupOffsets(kafka, group)) {
      next = offsets.read();
      ends =
          offsets.bounds(
              next.keySet().stream().map(TopicPartition::topic).distinct().toList(),
              OffsetSpec.latest());
    }
    Map<TopicPartition, Long> behind = new HashMap<>();
    long records = 0;
    for (var at : next.entrySet()) {
      long left = ends.getOrDefault(at.getKey(), 0L) - at.getValue();
      if (left > 0) {
        behind.put(at.getKey(), at.getValue());
        records += left;
      }
    }
    return next.isEmpty() ? new Unread(null, null) : new Unread(records, oldest(behind));
  }

  /** The ends of transactions are no records, so what is left may be none at all. */
  private @Nullable Instant oldest(Map<TopicPartition, Long> behind) {
    consumer.assign(behind.keySet());
    // A partition that stays assigned stays paused, too.
    consumer.resume(behind.keySet());
    behind.forEach(consumer::seek);
    Instant oldest = null;
    Instant limit = Instant.now().plus(PATIENCE);
    while (!consumer.assignment().equals(consumer.paused()) && Instant.now().isBefore(limit)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Instant appended = Instant.ofEpochMilli(record.timestamp());
        oldest = oldest == null || appended.isBefore(oldest) ? appended : oldest;
        consumer.pause(List.of(new TopicPartition(record.topic(), record.partition())));
      }
      pauseEnded(behind.keySet());
    }
    return oldest;
  }

  private void pauseEnded(Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
        consumer.pause(List.of(partition));
      }
    }
  }

  @Override
  public void close() {
    consumer.close(Duration.ZERO);
  }
}
