package io.fanfare.ops.deadletters;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topic `deadletters`, from its beginning to its current end. */
public final class DeadLetterLog {

  private final AvroCodec<DeadLetter> codec = AvroCodec.of(DeadLetter.class);
  private final KafkaAccess kafka;

  public DeadLetterLog(KafkaAccess kafka) {
    this.kafka = kafka;
  }

  /**
   * Reads all letters. A record that a job put aside again after a crash is listed once.
   *
   * @param limit keeps this many, the newest
   * @throws OperationException if Kafka does not answer within 20 s
   */
  public NewestLetters read(int limit) {
    NewestLetters letters = new NewestLetters(limit);
    try (TopicLog log = new TopicLog(kafka, Topics.DEADLETTERS)) {
      log.read(record -> letters.add(listed(record)));
    }
    return letters;
  }

  private Listed listed(ConsumerRecord<byte[], byte[]> record) {
    Instant putAside = Instant.ofEpochMilli(record.timestamp());
    try {
      DeadLetter letter = codec.decode(record.value());
      return Listed.of(putAside, letter);
    } catch (UndecodableException e) {
      return Listed.unreadable(putAside, record, e.reason());
    }
  }
}
