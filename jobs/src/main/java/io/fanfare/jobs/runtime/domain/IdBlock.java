package io.fanfare.jobs.runtime.domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Some sorted ids in few bytes: the first, then the difference of each to the one before, as
 * variable-length numbers.
 */
final class IdBlock {

  /** Bytes of the longest variable-length number. */
  private static final int MOST_BYTES = 10;

  private IdBlock() {}

  static byte[] encode(long[] ids) {
    byte[] bytes = new byte[ids.length * MOST_BYTES];
    int length = 0;
    long previous = 0;
    for (long id : ids) {
      // Overflows for ids that are too far apart for a long; the addition in `decode` undoes it.
      length += BinaryData.encodeLong(id - previous, bytes, length);
      previous = id;
    }
    return Arrays.copyOf(bytes, length);
  }

  static long[] decode(byte[] bytes) {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    long[] ids = new long[bytes.length];
    int count = 0;
    long previous = 0;
    try {
      while (!decoder.isEnd()) {
        previous += decoder.readLong();
        ids[count++] = previous;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A block of ids is cut off", e);
    }
    return Arrays.copyOf(ids, count);
  }
}
