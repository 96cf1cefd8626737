package io.fanfare.api.updates;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import org.apache.kafka.common.utils.Utils;

/** In which partition of `dashboard.updates` a recipient's events are. */
final class Recipients {

  private Recipients() {}

  /** The partition that Kafka's default partitioner gives to the recipient's id as text. */
  static int partition(long recipientId) {
    byte[] key = Long.toString(recipientId).getBytes(UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topics.UPDATE_PARTITIONS;
  }
}
