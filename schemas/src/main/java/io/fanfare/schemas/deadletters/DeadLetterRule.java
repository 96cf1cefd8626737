package io.fanfare.schemas.deadletters;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How a record that cannot be processed becomes a dead letter. */
public final class DeadLetterRule {

  /** Together less than any topic takes: a letter that does not fit would stop its job for good. */
  private static final int MOST_OF_KEY = 8_192;

  private static final int MOST_OF_VALUE = 262_144;
  private static final int MOST_OF_CAUSE = 2_000;

  /** A header of any record; those of our writers are short. */
  private static final int MOST_OF_EVENT = 200;

  private DeadLetterRule() {}

  /**
   * The letter about a record. Of a large record, it holds the beginning, and its place in its
   * topic.
   *
   * @param job name of the job or agent that rejects it
   * @param cause one sentence
   */
  public static DeadLetter of(String job, String cause, LogRecord record) {
    ByteBuffer key = record.getKey();
    ByteBuffer value = record.getValue();
    String event = record.getEvent();
    boolean isWhole =
        length(key) <= MOST_OF_KEY
            && length(value) <= MOST_OF_VALUE
            && (event == null || event.length() <= MOST_OF_EVENT);
    LogRecord kept =
        isWhole
            ? record
            : LogRecord.newBuilder(record)
                .setKey(beginning(key, MOST_OF_KEY))
                .setValue(beginning(value, MOST_OF_VALUE))
                .setEvent(event == null ? null : beginning(event, MOST_OF_EVENT))
                .build();
    return new DeadLetter(
        job,
        beginning(cause, MOST_OF_CAUSE),
        kept,
        isWhole ? null : (Long) (long) (length(key) + length(value)));
  }

  private static String beginning(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  private static int length(@Nullable ByteBuffer bytes) {
    return bytes == null ? 0 : bytes.remaining();
  }

  private static @Nullable ByteBuffer beginning(@Nullable ByteBuffer bytes, int most) {
    if (bytes == null || bytes.remaining() <= most) {
      return bytes;
    }
    byte[] beginning = new byte[most];
    bytes.duplicate().get(beginning);
    return ByteBuffer.wrap(beginning);
  }

  /** The record's place: two letters about one record have one key. */
  public static String key(DeadLetter letter) {
    var record = letter.getRecord();
    return record.getTopic() + "/" + record.getPartition() + "/" + record.getOffset();
  }
}
