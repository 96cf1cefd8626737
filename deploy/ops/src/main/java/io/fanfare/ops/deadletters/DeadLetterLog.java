package io.fanfare.ops.deadletters;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topic `deadletters`, from its beginning to its current end. */
public final class DeadLetterLog {

  private final AvroCodec<DeadLetter> codec = AvroCodec.of(DeadLetter.class);
  private final KafkaAccess kafka;

  public DeadLetterLog(KafkaAccess kafka) {
    this.kafka = kafka;
  }

  /** Reads all letters: see {@link #read(int, Predicate)}. */
  public NewestLetters read(int limit) {
    return read(limit, letter -> true);
  }

  /**
   * Reads all letters that were not dropped. A record that a job put aside again after a crash is
   * listed once.
   *
   * @param limit keeps this many, the newest
   * @param wanted leaves out others
   * @throws OperationException if Kafka does not answer within 20 s
   */
  public NewestLetters read(int limit, Predicate<Listed> wanted) {
    Drops drops = new Drops();
    try (TopicLog log = new TopicLog(kafka, Topics.DEADLETTERS)) {
      log.read(
          record -> {
            if (Drops.isDrop(record)) {
              drops.add(record);
            }
          });
    }
    NewestLetters letters = new NewestLetters(limit);
    try (TopicLog log = new TopicLog(kafka, Topics.DEADLETTERS)) {
      log.read(
          record -> {
            if (!Drops.isDrop(record)) {
              Listed letter = listed(record);
              if (!drops.contains(letter) && wanted.test(letter)) {
                letters.add(letter);
              }
            }
          });
    }
    return letters;
  }

  /**
   * Finds letters, dropped ones, too.
   *
   * @param ids as `deadletters list` prints them
   * @throws OperationException if there is none of an id, or Kafka does not answer
   */
  public List<Listed> find(Collection<Long> ids) {
    Map<Long, Listed> found = new TreeMap<>();
    Map<TopicPartition, Long> first =
        Map.of(new TopicPartition(Topics.DEADLETTERS, 0), Collections.min(ids));
    try (TopicLog log = new TopicLog(kafka, Topics.DEADLETTERS, first)) {
      log.read(
          record -> {
            if (ids.contains(record.offset()) && !Drops.isDrop(record)) {
              found.put(record.offset(), listed(record));
            }
          });
    }
    TreeSet<Long> unknown = new TreeSet<>(ids);
    unknown.removeAll(found.keySet());
    if (!unknown.isEmpty()) {
      throw new OperationException(
          "There is no dead letter with the id %s: `fanfare deadletters list` prints the ids."
              .formatted(unknown.first()));
    }
    return List.copyOf(found.values());
  }

  /**
   * Drops letters: they are no longer listed or replayed. Dropping them again changes nothing.
   *
   * @throws OperationException if Kafka does not answer
   */
  public void drop(List<Listed> letters) {
    Drops.append(kafka, letters);
  }

  private Listed listed(ConsumerRecord<byte[], byte[]> record) {
    Instant putAside = Instant.ofEpochMilli(record.timestamp());
    try {
      DeadLetter letter = codec.decode(record.value());
      return Listed.of(record.offset(), putAside, letter);
    } catch (UndecodableException e) {
      return Listed.unreadable(putAside, record, e.reason());
    }
  }
}
