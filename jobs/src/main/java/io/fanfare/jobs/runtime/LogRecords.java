package io.fanfare.jobs.runtime;

import io.fanfare.schemas.deadletters.LogRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Access to the bytes of a topic's records. */
public final class LogRecords {

  private LogRecords() {}

  /** A copy of the value's bytes; null if the record has no value. */
  public static byte @Nullable [] value(LogRecord record) {
    ByteBuffer value = record.getValue();
    if (value == null) {
      return null;
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}
