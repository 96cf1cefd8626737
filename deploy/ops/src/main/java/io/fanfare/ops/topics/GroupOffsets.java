package io.fanfare.ops.topics;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The offsets that a job has committed to its consumer group in Kafka with its last checkpoint. */
public final class GroupOffsets implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaAccess kafka;
  private final String group;
  private final Admin admin;

  public GroupOffsets(KafkaAccess kafka, String group) {
    this.kafka = kafka;
    this.group = group;
    this.admin =
        KafkaClients.admin(
            kafka,
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()));
  }

  /**
   * The next offset to read of each partition of which the job has read any.
   *
   * @throws OperationException if Kafka does not answer
   */
  public Map<TopicPartition, Long> read() throws InterruptedException {
    Map<TopicPartition, Long> read = new HashMap<>();
    answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> read.put(partition, offset.offset()));
    return read;
  }

  /**
   * Deletes the offsets. The job must be gone.
   *
   * @throws OperationException if Kafka rejects this, or does not answer
   */
  public void forget() throws InterruptedException {
    if (!read().isEmpty()) {
      answer(admin.deleteConsumerGroups(List.of(group)).all());
    }
  }

  /**
   * Where the partitions of topics begin or end.
   *
   * @throws OperationException if Kafka does not answer
   */
  public Map<TopicPartition, Long> bounds(Collection<String> topics, OffsetSpec which)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    answer(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(each -> asked.put(new TopicPartition(name, each.partition()), which)));
    Map<TopicPartition, Long> bounds = new HashMap<>();
    answer(admin.listOffsets(asked).all())
        .forEach((partition, bound) -> bounds.put(partition, bound.offset()));
    return bounds;
  }

  private <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw new OperationException(
          "Kafka at %s does not report what the job %s has read: %s"
              .formatted(kafka, group, e.getCause()),
          e);
    }
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
