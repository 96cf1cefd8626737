package io.fanfare.workloads.bench.notifications;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The messages that the job has appended for all channels since some moment.
 *
 * @param seconds from the first of them to the last, by their records' times
 */
record Emitted(long messages, double seconds) {

  private static final String COPY = "bench.copy";

  /** A name that no job has: only the ends of topics are asked for. */
  private static final String NO_GROUP = "bench";

  double perSecond() {
    return messages / seconds;
  }

  /** Where the topics end now. */
  static Map<TopicPartition, Long> ends(KafkaAccess kafka) throws InterruptedException {
    try (GroupOffsets offsets = new GroupOffsets(kafka, NO_GROUP)) {
      return offsets.bounds(Channels.topics(), OffsetSpec.latest());
    }
  }

  /**
   * @param from where the topics ended at that moment
   */
  static Emitted since(KafkaAccess kafka, Map<TopicPartition, Long> from) {
    long[] messages = {0};
    long[] bounds = {Long.MAX_VALUE, Long.MIN_VALUE};
    for (String topic : Channels.topics()) {
      try (TopicLog log = new TopicLog(kafka, topic, from)) {
        log.read(
            record -> {
              messages[0]++;
              bounds[0] = Math.min(bounds[0], record.timestamp());
              bounds[1] = Math.max(bounds[1], record.timestamp());
            });
      }
    }
    return new Emitted(messages[0], messages[0] == 0 ? 0 : (bounds[1] - bounds[0]) / 1e3);
  }

  /** Receives a message, and when it was appended, µs since the epoch. */
  interface Reader {
    void read(Notification message, long appended);
  }

  /**
   * Reads the messages that the job has appended since some moment.
   *
   * @param from where the topics ended at that moment
   */
  static void read(KafkaAccess kafka, Map<TopicPartition, Long> from, Reader reader) {
    AvroCodec<Notification> codec = AvroCodec.of(Notification.class);
    for (String topic : Channels.topics()) {
      try (TopicLog log = new TopicLog(kafka, topic, from)) {
        log.read(
            record ->
                reader.read(codec.decode(record.value()), Micros.ofMillis(record.timestamp())));
      } catch (UndecodableException e) {
        throw new IllegalStateException("Only the job writes messages", e);
      }
    }
  }

  /**
   * Copies the same records to another topic: records a second. This is the ceiling of a job that
   * reads and writes Kafka.
   */
  static double copiedPerSecond(KafkaAccess kafka, Map<TopicPartition, Long> from)
      throws InterruptedException {
    try (Admin admin = KafkaClients.admin(kafka, Map.of())) {
      admin.createTopics(List.of(new NewTopic(COPY, 1, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new OperationException(
          "The topic %s cannot be made: %s".formatted(COPY, e.getCause()), e);
    }
    // The first time is for the compiler.
    copy(kafka, from);
    return copy(kafka, from);
  }

  private static double copy(KafkaAccess kafka, Map<TopicPartition, Long> from) {
    long[] copied = {0};
    long began = System.nanoTime();
    try (EventsAppender copies = new EventsAppender(kafka)) {
      for (String topic : Channels.topics()) {
        try (TopicLog log = new TopicLog(kafka, topic, from)) {
          log.read(
              record -> {
                copies.append(new ProducerRecord<>(COPY, record.key(), record.value()));
                copied[0]++;
              });
        }
      }
      copies.flush();
    }
    return copied[0] / ((System.nanoTime() - began) / 1e9);
  }
}
