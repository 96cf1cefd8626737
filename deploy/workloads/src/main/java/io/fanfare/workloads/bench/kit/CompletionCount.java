package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts completion events by the ends of their partitions: a look costs next to nothing, while
 * reading them would take from what is measured.
 */
final class CompletionCount implements AutoCloseable {

  private static final long POLL_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  CompletionCount(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(Topics.DASHBOARD_UPDATES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
  }

  /** All events there have ever been. */
  long now() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns as soon as there have been this many events.
   *
   * @throws OperationException if there are not within ten minutes
   */
  void await(long count, Progress progress) throws InterruptedException {
    long began = System.nanoTime();
    long reported = began;
    long seen = now();
    while (seen < count) {
      long time = System.nanoTime();
      if (time - began > PATIENCE.toNanos()) {
        throw new OperationException(
            "%,d completion events are missing after %d minutes: look at `jobs` in the stack's logs."
                .formatted(count - seen, PATIENCE.toMinutes()));
      }
      if (time - reported > REPORT_INTERVAL.toNanos()) {
        progress.report("%,d entries to go", count - seen);
        reported = time;
      }
      Thread.sleep(POLL_MILLIS);
      seen = now();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
