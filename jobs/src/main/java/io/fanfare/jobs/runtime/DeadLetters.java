package io.fanfare.jobs.runtime;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.DeadLetter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** The records that a job cannot process, on their way to the topic `deadletters`. */
public final class DeadLetters {

  public static final OutputTag<DeadLetter> TAG =
      new OutputTag<>("deadletters", new AvroTypeInfo<>(DeadLetter.class));

  private DeadLetters() {}

  /**
   * @param bootstrap `host:port` of brokers, separated by commas
   */
  public static Sink<DeadLetter> sink(String bootstrap) {
    return TopicSink.of(Topics.DEADLETTERS, bootstrap, DeadLetter.class, DeadLetters::key);
  }

  /** The record's place: two letters about one record have one key. */
  private static String key(DeadLetter letter) {
    var record = letter.getRecord();
    return record.getTopic() + "/" + record.getPartition() + "/" + record.getOffset();
  }
}
