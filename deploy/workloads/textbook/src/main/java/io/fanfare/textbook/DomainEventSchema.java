package io.fanfare.textbook;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.events.DomainEvent;
import java.io.IOException;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** Reads domain events; one that is unreadable fails the job, as textbooks have it. */
final class DomainEventSchema extends AbstractDeserializationSchema<DomainEvent> {

  private static final long serialVersionUID = 1L;

  private transient AvroCodec<DomainEvent> codec;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  DomainEventSchema() {
    super(new AvroTypeInfo<>(DomainEvent.class));
  }

  @Override
  public void open(InitializationContext context) {
    codec = AvroCodec.of(DomainEvent.class);
  }

  @Override
  public DomainEvent deserialize(byte[] message) throws IOException {
    try {
      return codec.decode(message);
    } catch (UndecodableException e) {
      throw new IOException(e);
    }
  }
}
