package io.fanfare.cli.views;

import io.fanfare.local.StackException;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.progress.Marker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends to `models` beside the capture, in the order of the calls and each record once. Nothing
 * is sure to be there before {@link #flush} has returned.
 */
public final class ModelsAppender implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final AvroCodec<ModelBroadcast> changes = AvroCodec.of(ModelBroadcast.class);
  private final AvroCodec<StrayEntry> strays = AvroCodec.of(StrayEntry.class);
  private final AvroCodec<Marker> markers = AvroCodec.of(Marker.class);
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param bootstrap `host:port` of any broker
   */
  public ModelsAppender(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS / 2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Appends what a row says now.
   *
   * @param key the values of the row's primary key, in its order
   */
  public void refresh(Model model, List<?> key, ModelBroadcast change) {
    append(
        ModelKey.encode(model, key),
        Event.of(change.getOperation(), model),
        changes.encode(change));
  }

  public void stray(StrayEntry stray) {
    append(ModelKey.ofStray(stray), Event.stray(), strays.encode(stray));
  }

  public void marker(Marker marker) {
    append(ModelKey.ofMarker(), Event.marker(), markers.encode(marker));
  }

  private void append(byte[] key, byte[] event, byte[] value) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.MODELS, key, value);
    record.headers().add(new RecordHeader(Event.HEADER, event));
    producer.send(
        record,
        (where, failed) -> {
          if (failed != null) {
            failure.compareAndSet(null, failed);
          }
        });
  }

  /**
   * Returns when all that was appended is in the log.
   *
   * @throws StackException if some of it is not, since Kafka did not take it within 30 s
   */
  public void flush() {
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new StackException(
          "The topic %s could not be written: %s. `fanfare status` says how Kafka is."
              .formatted(Topics.MODELS, failed.getMessage()),
          new KafkaException(failed));
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
