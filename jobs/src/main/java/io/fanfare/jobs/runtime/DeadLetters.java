package io.fanfare.jobs.runtime;

import io.fanfare.schemas.deadletters.DeadLetter;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** Where jobs put aside what they cannot process. */
public final class DeadLetters {

  public static final OutputTag<DeadLetter> TAG =
      new OutputTag<>("deadletters", new AvroTypeInfo<>(DeadLetter.class));

  private DeadLetters() {}

  /** The letter's key: where the record stands. */
  public static String key(DeadLetter letter) {
    var record = letter.getRecord();
    return record.getTopic() + "/" + record.getPartition() + "/" + record.getOffset();
  }
}
