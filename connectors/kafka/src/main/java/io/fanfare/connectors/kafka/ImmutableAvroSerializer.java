package io.fanfare.connectors.kafka;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of Avro records without copies. Savepoints name Flink's own, so it may be
 * taken away again.
 */
final class ImmutableAvroSerializer<T> extends AvroSerializer<T> {

  private static final long serialVersionUID = 1L;

  ImmutableAvroSerializer(Class<T> type) {
    super(type);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new ImmutableAvroSerializer<>(getType());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImmutableAvroSerializer<?> that && that.getType().equals(getType());
  }

  @Override
  public int hashCode() {
    return getType().hashCode();
  }
}
