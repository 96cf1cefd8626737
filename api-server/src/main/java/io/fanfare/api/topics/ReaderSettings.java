package io.fanfare.api.topics;

import io.fanfare.schemas.settings.KafkaAccess;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The settings of the consumers: they keep their own positions and have no group. */
public final class ReaderSettings {

  private ReaderSettings() {}

  /** The settings of a consumer. */
  public static Map<String, Object> of(KafkaAccess kafka) {
    return kafka.client(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "fanfare-api",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // The reader has to notice a position that is gone (another log, a truncated one).
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            // A topic has to be created with its settings, not by reading it.
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000));
  }
}
