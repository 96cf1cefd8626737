package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The letters that somebody has dropped. Nothing can be removed from the topic, so a record behind
 * a letter records it: its key is the letter's origin. A record that is put aside again later is a
 * new letter. Letters and drops are kept for the same time, and a letter is the older one.
 */
final class Drops {

  private static final String DROP = "drop";

  /** The offset of the last drop of each origin. */
  private final Map<String, Long> dropped = new HashMap<>();

  /** Whether a record of the topic is a drop, and no letter. */
  static boolean isDrop(ConsumerRecord<byte[], byte[]> record) {
    Header event = record.headers().lastHeader(Event.HEADER);
    return record.key() != null
        && event != null
        && event.value() != null
        && DROP.equals(new String(event.value(), UTF_8));
  }

  void add(ConsumerRecord<byte[], byte[]> drop) {
    dropped.put(new String(drop.key(), UTF_8), drop.offset());
  }

  boolean contains(Listed letter) {
    return dropped.getOrDefault(letter.origin(), -1L) > letter.id();
  }

  /**
   * Drops letters. To drop them again changes nothing.
   *
   * @throws OperationException if Kafka does not answer
   */
  static void append(KafkaAccess kafka, List<Listed> letters) {
    try (Producer<byte[], byte[]> producer = KafkaClients.producer(kafka, Map.of())) {
      List<Future<?>> sent =
          letters.stream().<Future<?>>map(letter -> producer.send(drop(letter))).toList();
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new OperationException("The letters could not be dropped: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted.", e);
    }
  }

  private static ProducerRecord<byte[], byte[]> drop(Listed letter) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.DEADLETTERS, letter.origin().getBytes(UTF_8), null);
    record.headers().add(Event.HEADER, DROP.getBytes(UTF_8));
    return record;
  }
}
