package io.fanfare.api.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
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

/** Appends domain events to Kafka; all in-sync replicas acknowledge them. */
public final class KafkaEventLog implements EventLog, AutoCloseable {

  /** The request waits this long; then the application has to send the event again. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int REQUEST_MILLIS = 2_000;

  /** The thread of the request must not block while Kafka is absent. */
  private static final int BLOCKED_MILLIS = 500;

  private static final int LINGER_MILLIS = 5;

  private final AvroCodec<DomainEvent> codec = AvroCodec.of(DomainEvent.class);
  private final KafkaProducer<byte[], byte[]> producer;

  public KafkaEventLog(KafkaAccess kafka) {
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

  @Override
  public CompletionStage<Long> append(EventKind kind, DomainEvent event) {
    CompletableFuture<Long> appended = new CompletableFuture<>();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(kind.topic(), event.getId().getBytes(UTF_8), codec.encode(event));
    try {
      var unused =
          producer.send(
              record,
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
