package io.fanfare.connectors.kafka;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * The type of records that no operator changes once they are emitted: a copy is the record itself.
 * Otherwise Flink copies every input of an async operator, field by field.
 */
public final class ImmutableAvroTypeInfo<T extends SpecificRecordBase> extends AvroTypeInfo<T> {

  private static final long serialVersionUID = 1L;

  public ImmutableAvroTypeInfo(Class<T> type) {
    super(type);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new ImmutableAvroSerializer<>(getTypeClass());
  }

  @Deprecated
  @Override
  public TypeSerializer<T> createSerializer(ExecutionConfig config) {
    return createSerializer(config.getSerializerConfig());
  }
}
