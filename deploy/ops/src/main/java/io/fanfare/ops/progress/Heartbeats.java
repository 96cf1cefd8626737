package io.fanfare.ops.progress;

import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The connector's heartbeats. Each has come from the source through Connect to Kafka, so one that
 * is newer than a restart proves that this path works.
 */
public final class Heartbeats implements AutoCloseable {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.HEARTBEATS, 0);
  private static final Duration POLL = Duration.ofMillis(200);

  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** Transactions end in a control record, so the last offsets may hold no heartbeat. */
  private static final int LOOK_BACK = 20;

  private final KafkaConsumer<byte[], byte[]> consumer;

  public Heartbeats(KafkaAccess kafka) {
    this(kafka, ANSWER);
  }

  /**
   * @param answer how long Kafka may take to answer
   */
  public Heartbeats(KafkaAccess kafka, Duration answer) {
    this.consumer =
        KafkaClients.consumer(
            kafka,
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) answer.toMillis()));
  }

  /** Polls once whether a heartbeat has arrived after a time. */
  public boolean arrivedAfter(Instant time) {
    if (!consumer.listTopics().containsKey(PARTITION.topic())) {
      return false;
    }
    if (!consumer.assignment().equals(Set.of(PARTITION))) {
      consumer.assign(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      consumer.seek(PARTITION, Math.max(0, end - LOOK_BACK));
    }
    for (ConsumerRecord<byte[], byte[]> heartbeat : consumer.poll(POLL)) {
      if (heartbeat.timestamp() > time.toEpochMilli()) {
        return true;
      }
    }
    return false;
  }

  /** The offset at which the committed heartbeats end now; 0 if there are none. */
  public long end() {
    return consumer.listTopics().containsKey(PARTITION.topic())
        ? consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L)
        : 0;
  }

  /** The offset at which `models` ends now. */
  public long endOfModels() {
    TopicPartition models = new TopicPartition(Topics.MODELS, 0);
    return consumer.endOffsets(List.of(models)).getOrDefault(models, 0L);
  }

  @Override
  public void close() {
    consumer.close(Duration.ZERO);
  }
}
