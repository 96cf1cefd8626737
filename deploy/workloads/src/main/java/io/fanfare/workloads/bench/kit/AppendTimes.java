package io.fanfare.workloads.bench.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When `models` took the changes of tracks that are appended from now on. Not thread-safe. */
final class AppendTimes implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Long, Long> times = new HashMap<>();

  AppendTimes(KafkaAccess kafka) {
    consumer =
        new KafkaConsumer<>(
            kafka.client(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(MODELS));
    consumer.seekToEnd(List.of(MODELS));
    // Seeking is lazy: only asking for the position fixes it.
    consumer.position(MODELS);
  }

  /**
   * Returns the append time of a change of a track in µs since the epoch. Reads on until `models`
   * has it: a completion event may come first.
   *
   * @throws IllegalArgumentException if the version is of another record, or of an earlier one
   */
  long of(long version) {
    while (Version.of(consumer.position(MODELS)) <= version) {
      consumer.poll(POLL).forEach(this::note);
    }
    Long time = times.get(version);
    if (time == null) {
      throw new IllegalArgumentException("No change of a track has version " + version);
    }
    return time;
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    Header event = record.headers().lastHeader(Event.HEADER);
    if (event != null && Event.isOf(new String(event.value(), UTF_8), Model.TRACK)) {
      times.put(Version.of(record.offset()), Micros.ofMillis(record.timestamp()));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
