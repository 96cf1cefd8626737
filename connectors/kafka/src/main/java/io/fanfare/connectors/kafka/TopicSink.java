package io.fanfare.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.Serializable;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records to a topic, at least once. Every effect downstream is idempotent, while
 * transactions would tie the latency to the checkpoint interval, and lose pending records when a
 * job is down for long.
 */
public final class TopicSink {

  /**
   * Records of this time share a request: the completion events of a chunk are one request to the
   * broker and one answer to each consumer, not dozens.
   */
  public static final Duration SOON = Duration.ofMillis(5);

  private TopicSink() {}

  /** Computes the key of a record, as readable text, from its value; null for none. */
  public interface Key<T> extends Serializable {
    @Nullable String of(T value);
  }

  /** Chooses the partition of a record; null if its key decides. */
  public interface Partition<T> extends Serializable {
    @Nullable Integer of(T value);
  }

  /** Chooses the topic of a record. */
  public interface Topic<T> extends Serializable {
    String of(T value);
  }

  /** One sink for several topics; the key of a record decides its partition. */
  public static <T extends SpecificRecord> KafkaSink<T> of(
      Topic<T> topic, KafkaAccess kafka, Class<T> contract, Key<T> key) {
    return of(topic, kafka, contract, key, value -> null, SOON);
  }

  /** The key of a record decides its partition. */
  public static <T extends SpecificRecord> KafkaSink<T> of(
      String topic, KafkaAccess kafka, Class<T> contract, Key<T> key) {
    return of(value -> topic, kafka, contract, key, value -> null, SOON);
  }

  /** Each partition receives the records of one subtask of the sink in order. */
  public static <T extends SpecificRecord> KafkaSink<T> of(
      String topic, KafkaAccess kafka, Class<T> contract, Key<T> key, Partition<T> partition) {
    return of(value -> topic, kafka, contract, key, partition, SOON);
  }

  /**
   * The same for records that may wait for others: the more of a partition go together, the less
   * they cost the broker.
   *
   * @param linger how long
   */
  public static <T extends SpecificRecord> KafkaSink<T> of(
      String topic,
      KafkaAccess kafka,
      Class<T> contract,
      Key<T> key,
      Partition<T> partition,
      Duration linger) {
    return of(value -> topic, kafka, contract, key, partition, linger);
  }

  private static <T extends SpecificRecord> KafkaSink<T> of(
      Topic<T> topic,
      KafkaAccess kafka,
      Class<T> contract,
      Key<T> key,
      Partition<T> partition,
      Duration linger) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(kafka.bootstrap())
        .setKafkaProducerConfig(kafka.properties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new Serializer<>(topic, contract, key, partition))
        .setProperty("acks", "all")
        .setProperty("enable.idempotence", "true")
        .setProperty("compression.type", "lz4")
        .setProperty("linger.ms", Long.toString(linger.toMillis()))
        // The sink waits for a broker that is down, with back-pressure.
        .setProperty("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE))
        .build();
  }

  private static final class Serializer<T extends SpecificRecord>
      implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final Topic<T> topic;
    private final Class<T> contract;
    private final Key<T> key;
    private final Partition<T> partition;
    private transient @Nullable AvroCodec<T> codec;

    Serializer(Topic<T> topic, Class<T> contract, Key<T> key, Partition<T> partition) {
      this.topic = topic;
      this.contract = contract;
      this.key = key;
      this.partition = partition;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        T value, KafkaSinkContext context, @Nullable Long timestamp) {
      if (codec == null) {
        codec = AvroCodec.of(contract);
      }
      String text = key.of(value);
      return new ProducerRecord<>(
          topic.of(value),
          partition.of(value),
          text == null ? null : text.getBytes(UTF_8),
          codec.encode(value));
    }
  }
}
