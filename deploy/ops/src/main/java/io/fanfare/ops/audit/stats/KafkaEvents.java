package io.fanfare.ops.audit.stats;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.stats.CountedEvent.Place;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topics of events. */
final class KafkaEvents implements EventSource {

  private static final AvroCodec<DomainEvent> CODEC = AvroCodec.of(DomainEvent.class);

  private final KafkaAccess kafka;
  private final PrintWriter out;

  /**
   * @param out where a progress bar is drawn when the logs are read from their beginning
   */
  KafkaEvents(KafkaAccess kafka, PrintWriter out) {
    this.kafka = kafka;
    this.out = out;
  }

  /**
   * @throws OperationException if Kafka does not answer, or a log has lost events that were read
   */
  @Override
  public Map<TopicPartition, Long> read(Map<TopicPartition, Long> from, EventSort events)
      throws IOException {
    Map<EventKind, TopicLog> logs = new EnumMap<>(EventKind.class);
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      for (EventKind kind : EventKind.values()) {
        TopicLog log = new TopicLog(kafka, kind.topic(), from);
        logs.put(kind, log);
        ends.putAll(log.ends());
      }
      requireAll(from, ends);
      long length = logs.values().stream().mapToLong(TopicLog::length).sum();
      PrintWriter drawn = from.isEmpty() ? out : new PrintWriter(Writer.nullWriter());
      try (ProgressBar bar = new ProgressBar(drawn, "events", length)) {
        for (Map.Entry<EventKind, TopicLog> log : logs.entrySet()) {
          read(log.getKey(), log.getValue(), events, () -> bar.at(passed(logs)));
        }
      }
      return ends;
    } finally {
      logs.values().forEach(TopicLog::close);
    }
  }

  private static void requireAll(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    from.forEach(
        (partition, read) -> {
          if (ends.getOrDefault(partition, 0L) < read) {
            throw new OperationException(
                "%s ends at offset %d, but was read up to %d: events are lost from it. Run the audit again to count what is left."
                    .formatted(partition, ends.getOrDefault(partition, 0L), read));
          }
        });
  }

  private static long passed(Map<EventKind, TopicLog> logs) {
    return logs.values().stream().mapToLong(TopicLog::passed).sum();
  }

  private static void read(EventKind kind, TopicLog log, EventSort events, Runnable progress)
      throws IOException {
    log.read(
        record -> {
          CountedEvent event = valid(kind, record);
          if (event != null) {
            events.add(event);
          }
          progress.run();
        });
  }

  /** The event in a record of the log; null if it is unreadable or does not count. */
  static @Nullable CountedEvent valid(EventKind kind, ConsumerRecord<byte[], byte[]> record) {
    try {
      CountableEvent event =
          CountableEvent.of(CODEC.decode(record.value()), Micros.ofMillis(record.timestamp()));
      return event == null
          ? null
          : CountedEvent.of(
              kind,
              new Place(event.arrivedAt(), record.partition(), record.offset()),
              event.event());
    } catch (UndecodableException e) {
      // The job makes it a dead letter.
      return null;
    }
  }
}
