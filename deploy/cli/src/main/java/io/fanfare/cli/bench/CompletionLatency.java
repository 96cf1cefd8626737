package io.fanfare.cli.bench;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From a post's commit to each of its entries being on a dashboard: until its completion event has
 * come to a consumer, which is a little after the entry could be read.
 */
final class CompletionLatency implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  /** When a post was due, and where its entries are counted. */
  private record Expected(long due, Histogram histogram) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec<DashboardUpdate> codec = AvroCodec.of(DashboardUpdate.class);
  private final Map<Long, Expected> expected = new ConcurrentHashMap<>();
  private final AtomicLong seen = new AtomicLong();
  private final Thread thread = new Thread(this::run, "completion-latency");
  private volatile boolean closed;

  CompletionLatency(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DASHBOARD_UPDATES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: only asking for the positions fixes them.
    partitions.forEach(consumer::position);
    thread.start();
  }

  /**
   * Has the entries of a track counted in a histogram (of one thread's: ours), from when it was
   * due.
   */
  void expect(long trackId, long due, Histogram histogram) {
    expected.put(trackId, new Expected(due, histogram));
  }

  /** Returns when so many of the expected entries have come. */
  void awaitSeen(long entries) throws InterruptedException {
    while (seen.get() < entries) {
      Thread.sleep(POLL.toMillis());
    }
  }

  private void run() {
    while (!closed) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        note(record.value());
      }
    }
  }

  private void note(byte[] value) {
    try {
      Expected post = expected.get(codec.decode(value).getActivity().getObjectId());
      if (post != null) {
        post.histogram.recordValue(System.nanoTime() - post.due);
        seen.incrementAndGet();
      }
    } catch (UndecodableException e) {
      throw new IllegalStateException("Nobody but the jobs writes completion events", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
    consumer.close();
  }
}
