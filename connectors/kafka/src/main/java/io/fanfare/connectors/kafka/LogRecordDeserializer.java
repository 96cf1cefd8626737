package io.fanfare.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Event;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Emits the records of a topic unchanged. It decodes nothing, because an error in a source fails
 * the job: the operator that decodes a record turns an unreadable one into a dead letter.
 */
final class LogRecordDeserializer implements KafkaRecordDeserializationSchema<LogRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
    out.collect(
        new LogRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            Micros.ofMillis(record.timestamp()),
            wrap(record.key()),
            wrap(record.value()),
            event(record)));
  }

  @Override
  public TypeInformation<LogRecord> getProducedType() {
    return new ImmutableAvroTypeInfo<>(LogRecord.class);
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static @Nullable String event(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Event.HEADER);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
