package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the completion events that come after it was opened. */
public final class CompletionCount implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

  private final AvroCodec<DashboardUpdate> codec = AvroCodec.of(DashboardUpdate.class);
  private final Map<UpdateOperation, Long> counts = new EnumMap<>(UpdateOperation.class);
  private final KafkaConsumer<byte[], byte[]> consumer;

  public CompletionCount(KafkaAccess kafka) {
    consumer =
        new KafkaConsumer<>(
            kafka.client(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DASHBOARD_UPDATES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
  }

  /** The events until now, by operation. */
  public Map<UpdateOperation, Long> byOperation() {
    Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
    while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
      consumer.poll(POLL).forEach(this::count);
    }
    return counts;
  }

  /** The events until now. */
  long now() {
    return byOperation().values().stream().mapToLong(Long::longValue).sum();
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
      Thread.sleep(POLL.toMillis());
      seen = now();
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    try {
      DashboardUpdate update = codec.decode(record.value());
      long events = CompletionEvent.recipients(update).size();
      counts.merge(update.getOperation(), events, Long::sum);
    } catch (UndecodableException e) {
      throw new IllegalStateException("Only the jobs write completion events", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
