package io.fanfare.workloads.bench.churn;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts completion events by operation, after the run so that it costs the run nothing. */
final class CompletionTally implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final AvroCodec<DashboardUpdate> codec = AvroCodec.of(DashboardUpdate.class);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> begin;

  /** Counts from now on. */
  CompletionTally(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DASHBOARD_UPDATES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    begin = consumer.endOffsets(partitions);
  }

  /** The events until now. */
  Map<UpdateOperation, Long> count() {
    Map<UpdateOperation, Long> counts = new EnumMap<>(UpdateOperation.class);
    Map<TopicPartition, Long> end = consumer.endOffsets(begin.keySet());
    consumer.assign(begin.keySet());
    begin.forEach(consumer::seek);
    while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        counts.merge(operation(record), 1L, Long::sum);
      }
    }
    return counts;
  }

  private UpdateOperation operation(ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.decode(record.value()).getOperation();
    } catch (UndecodableException e) {
      throw new IllegalStateException("Only the jobs write completion events", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
