package io.fanfare.ops.topics;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to `models`, each once, in the order of the calls, and in the format of the
 * connector's converters.
 */
public final class ModelsAppender implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final AvroCodec<ModelBroadcast> changes = AvroCodec.of(ModelBroadcast.class);
  private final AvroCodec<StrayEntry> strays = AvroCodec.of(StrayEntry.class);
  private final AvroCodec<StrayInteraction> strayInteractions =
      AvroCodec.of(StrayInteraction.class);
  private final AvroCodec<Marker> markers = AvroCodec.of(Marker.class);
  private final KafkaAccess kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile Instant lastAppendedAt = Instant.EPOCH;

  public ModelsAppender(KafkaAccess kafka) {
    this.kafka = kafka;
    this.producer =
        KafkaClients.producer(
            kafka,
            Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS));
  }

  /** Appends what a row is now. Like every record, it is in the log after {@link #flush}. */
  public void refresh(Model model, List<?> key, ModelBroadcast change) {
    append(
        ModelKey.encode(model, key),
        Event.of(change.getOperation(), model),
        changes.encode(change));
  }

  public void stray(StrayEntry stray) {
    append(ModelKey.ofStray(stray), Event.stray(), strays.encode(stray));
  }

  public void stray(StrayInteraction stray) {
    append(ModelKey.ofStray(stray), Event.strayInteraction(), strayInteractions.encode(stray));
  }

  public void marker(Marker marker) {
    append(ModelKey.ofMarker(), Event.marker(), markers.encode(marker));
  }

  private void append(byte[] key, byte[] event, byte[] value) {
    var header = new RecordHeader(Event.HEADER, event);
    try {
      producer.send(
          new ProducerRecord<>(Topics.MODELS, null, key, value, List.of(header)),
          (metadata, problem) -> {
            if (problem != null) {
              failure.compareAndSet(null, problem);
            } else {
              lastAppendedAt = Instant.ofEpochMilli(metadata.timestamp());
            }
          });
    } catch (KafkaException e) {
      throw notAppended(e);
    }
  }

  /**
   * Returns when all records are in the log.
   *
   * @throws OperationException if one could not be appended
   */
  public void flush() {
    try {
      producer.flush();
    } catch (InterruptException e) {
      throw notAppended(e);
    }
    Exception problem = failure.get();
    if (problem != null) {
      throw notAppended(problem);
    }
  }

  /** When the last record was appended, by the broker's clock; 1970 if there is none yet. */
  public Instant lastAppendedAt() {
    return lastAppendedAt;
  }

  private OperationException notAppended(Exception problem) {
    return new OperationException(
        "A record could not be appended to %s at %s: %s. `fanfare status` shows the state of Kafka."
            .formatted(Topics.MODELS, kafka, problem.getMessage()),
        problem);
  }

  @Override
  public void close() {
    producer.close();
  }
}
