package io.fanfare.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.avro.AvroCodec;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records to a topic, at least once: transactions would tie the latency to the
 * checkpoint interval and lose what is pending when a job is down for long, and every effect
 * downstream is idempotent.
 */
public final class TopicSink {

  private TopicSink() {}

  /** Makes a record's key, as readable text, out of its value. */
  public interface Key<T> extends Function<T, String>, Serializable {}

  /** Says which partition a record has to be in; null where its key may decide. */
  public interface Partition<T> extends Serializable {
    @Nullable Integer of(T value);
  }

  /**
   * @param bootstrap `host:port` of brokers, separated by commas
   */
  public static <T extends SpecificRecord> KafkaSink<T> of(
      String topic, String bootstrap, Class<T> contract, Key<T> key) {
    return of(topic, bootstrap, contract, key, value -> null);
  }

  /**
   * A partition gets the records of one subtask of the sink in their order.
   *
   * @param bootstrap `host:port` of brokers, separated by commas
   */
  public static <T extends SpecificRecord> KafkaSink<T> of(
      String topic, String bootstrap, Class<T> contract, Key<T> key, Partition<T> partition) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(bootstrap)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new Serializer<>(topic, contract, key, partition))
        .setProperty("acks", "all")
        .setProperty("enable.idempotence", "true")
        .setProperty("compression.type", "lz4")
        // What follows within this time travels along: a chunk's completion events are one request
        // for the broker and one answer for each consumer, and not dozens.
        .setProperty("linger.ms", "5")
        // A broker that is away for a while is waited for, with back-pressure.
        .setProperty("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE))
        .build();
  }

  private static final class Serializer<T extends SpecificRecord>
      implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final Class<T> contract;
    private final Key<T> key;
    private final Partition<T> partition;
    private transient @Nullable AvroCodec<T> codec;

    Serializer(String topic, Class<T> contract, Key<T> key, Partition<T> partition) {
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
      return new ProducerRecord<>(
          topic, partition.of(value), key.apply(value).getBytes(UTF_8), codec.encode(value));
    }
  }
}
