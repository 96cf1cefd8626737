package io.fanfare.ops.topics;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens clients of Kafka. A wrong file of certificates is noticed here, and not by a request. */
public final class KafkaClients {

  private KafkaClients() {}

  /**
   * Opens a client of the administration.
   *
   * @param own settings beside those of the access
   * @throws OperationException if the settings cannot be used
   */
  public static Admin admin(KafkaAccess kafka, Map<String, ?> own) {
    return open(kafka, own, Admin::create);
  }

  /** Opens a consumer, likewise. */
  public static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess kafka, Map<String, ?> own) {
    return open(
        kafka,
        own,
        settings ->
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** Opens a producer, likewise. */
  public static KafkaProducer<byte[], byte[]> producer(KafkaAccess kafka, Map<String, ?> own) {
    return open(
        kafka,
        own,
        settings ->
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  private static <T> T open(
      KafkaAccess kafka, Map<String, ?> own, Function<Map<String, Object>, T> open) {
    try {
      return open.apply(kafka.client(own));
    } catch (KafkaException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new OperationException(
          "No client of Kafka can be opened for %s: %s".formatted(kafka, cause.getMessage()), e);
    }
  }
}
