package io.fanfare.api.topics;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How this server reads topics: by positions of its own, without a group. */
public final class ReaderSettings {

  private ReaderSettings() {}

  /**
   * The settings of a consumer.
   *
   * @param bootstrap `host:port` of any broker
   */
  public static Map<String, Object> of(String bootstrap) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "fanfare-api",
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        // A position that is gone (another log, a truncated one) is for the reader to notice.
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        // Whoever creates a topic does it with its settings.
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        5_000);
  }
}
