package io.fanfare.jobs.runtime;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.DeadLetterRule;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.settings.KafkaAccess;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** The records that a job cannot process, on their way to the topic `deadletters`. */
public final class DeadLetters {

  public static final OutputTag<DeadLetter> TAG =
      new OutputTag<>("deadletters", new AvroTypeInfo<>(DeadLetter.class));

  private DeadLetters() {}

  /**
   * The letter about a record.
   *
   * @param cause one sentence
   */
  public static DeadLetter of(String job, String cause, LogRecord record) {
    return DeadLetterRule.of(job, cause, record);
  }

  /** Writes them to their topic. */
  public static Sink<DeadLetter> sink(KafkaAccess kafka) {
    return TopicSink.of(Topics.DEADLETTERS, kafka, DeadLetter.class, DeadLetterRule::key);
  }
}
