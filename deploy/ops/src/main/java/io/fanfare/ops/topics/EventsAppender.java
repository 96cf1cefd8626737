package io.fanfare.ops.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Appends domain events, or other records, to their topics as fast as Kafka accepts them, and waits
 * while Kafka is away.
 */
public final class EventsAppender implements AutoCloseable {

  private static final int PATIENCE_MILLIS = Math.toIntExact(Duration.ofMinutes(10).toMillis());

  private static final AvroCodec<DomainEvent> CODEC = AvroCodec.of(DomainEvent.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> problem = new AtomicReference<>();

  public EventsAppender(KafkaAccess kafka) {
    producer =
        KafkaClients.producer(
            kafka,
            Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS));
  }

  /** An event as a record of its topic. */
  public static ProducerRecord<byte[], byte[]> record(EventKind kind, DomainEvent event) {
    return new ProducerRecord<>(kind.topic(), event.getId().getBytes(UTF_8), CODEC.encode(event));
  }

  /** Appends a record. It is in the log after the next {@link #flush}. */
  public void append(ProducerRecord<byte[], byte[]> record) {
    var unused =
        producer.send(
            record,
            (done, failure) -> {
              if (failure != null) {
                problem.compareAndSet(null, failure);
              }
            });
  }

  /**
   * Returns when all records are in the log.
   *
   * @throws OperationException if Kafka has rejected one or did not answer
   */
  public void flush() {
    producer.flush();
    Exception failure = problem.get();
    if (failure != null) {
      throw new OperationException(
          "A record could not be appended to Kafka: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
