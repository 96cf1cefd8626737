package io.fanfare.stack;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a topic from where it ends now, and keeps all that comes. */
final class TopicTail<T extends SpecificRecord> implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec<T> codec;
  private final List<T> seen = new ArrayList<>();

  TopicTail(String topic, Class<T> contract) {
    Properties properties = new Properties();
    properties.putAll(
        SharedStack.get().addresses().kafka().client(Map.of("isolation.level", "read_committed")));
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    codec = AvroCodec.of(contract);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: only asking for the positions fixes them.
    partitions.forEach(consumer::position);
  }

  /** All that has come by now. */
  List<T> seen() throws UndecodableException {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      seen.add(codec.decode(record.value()));
    }
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
