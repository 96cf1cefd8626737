package io.fanfare.api.updates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalLong;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The recipient of an event: the key is the recipient's id as decimal text and determines the
 * partition.
 */
final class Recipients {

  /** Characters of the longest 64-bit number. */
  private static final int LONGEST = 20;

  private Recipients() {}

  static OptionalLong of(byte @Nullable [] key) {
    if (key == null || key.length > LONGEST) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(new String(key, UTF_8)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The partition that Kafka's default partitioner gives to the recipient's key. */
  static int partition(long recipientId, int partitions) {
    byte[] key = Long.toString(recipientId).getBytes(UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
