package io.fanfare.api.topics;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends records to topics; all in-sync replicas acknowledge them. Thread-safe. */
public final class TopicWriter implements AutoCloseable {

  /** A record fails after this time; then its sender has to send it again. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int REQUEST_MILLIS = 2_000;

  /** The thread of the request must not block while Kafka is absent. */
  private static final int BLOCKED_MILLIS = 500;

  private static final int LINGER_MILLIS = 5;

  private final KafkaProducer<byte[], byte[]> producer;

  public TopicWriter(KafkaAccess kafka) {
    producer =
        new KafkaProducer<>(
            kafka.client(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    "fanfare-api",
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.LINGER_MS_CONFIG,
                    LINGER_MILLIS,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    REQUEST_MILLIS,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(PATIENCE.toMillis()),
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    BLOCKED_MILLIS)));
  }

  /**
   * Appends a record. Completes when it is durable; fails if it may not be.
   *
   * @param value null to remove the key from a compacted topic
   * @return when the log appended it, by the log's clock, µs since the epoch
   */
  public CompletionStage<Long> append(String topic, byte[] key, byte @Nullable [] value) {
    CompletableFuture<Long> appended = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, key, value),
              (metadata, failure) -> {
                if (failure == null) {
                  appended.complete(Micros.ofMillis(metadata.timestamp()));
                } else {
                  appended.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      appended.completeExceptionally(e);
    }
    return appended;
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
