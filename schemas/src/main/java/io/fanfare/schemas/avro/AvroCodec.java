package io.fanfare.schemas.avro;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding of one contract: two marker bytes, the fingerprint of the writer's
 * schema, the body. A reader knows every released schema of the contract, so that data flows
 * without a schema registry. Thread-safe.
 */
public final class AvroCodec<T extends SpecificRecord> {

  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  private AvroCodec(Schema schema, SpecificData model) {
    this.schema = schema;
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema);
    ReleasedSchemas.of(schema, model.getClassLoader()).forEach(decoder::addSchema);
  }

  /** The codec of a contract that was generated from an Avro schema of this module. */
  public static <T extends SpecificRecord> AvroCodec<T> of(Class<T> contract) {
    SpecificData model = new BoundedData(contract.getClassLoader());
    // Generated code reads and writes by position, without reflection.
    model.setCustomCoders(true);
    return new AvroCodec<>(model.getSchema(contract), model);
  }

  public byte[] encode(T value) {
    try {
      ByteBuffer bytes = encoder.encode(value);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException e) {
      throw new AvroRuntimeException("Cannot encode a " + schema.getFullName(), e);
    }
  }

  /**
   * Decodes a record that any released version of the contract wrote.
   *
   * @throws UndecodableException if the bytes are not such a record; its message is one sentence
   *     with the reason
   */
  public T decode(byte @Nullable [] bytes) throws UndecodableException {
    if (bytes == null) {
      throw new UndecodableException(
          "There is no value where a " + schema.getName() + " belongs.", null);
    }
    try {
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) {
      // Foreign bytes can make the decoder fail in any way: bad indices, sizes or characters.
      throw new UndecodableException(
          "The value is not a readable " + schema.getName() + ": " + reason(e) + ".", e);
    }
  }

  /** Avro wraps what its reader throws, and then only the cause names the reason. */
  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause.getMessage() != null) {
      return cause.getMessage();
    }
    return cause instanceof EOFException ? "it ends too early" : cause.toString();
  }

  /** Reads records with a {@link BoundedDecoder}, to their ends. */
  private static final class BoundedData extends SpecificData {

    BoundedData(ClassLoader loader) {
      super(loader);
    }

    @Override
    public DatumReader<Object> createDatumReader(Schema writer, Schema reader) {
      return new SpecificDatumReader<>(writer, reader, this) {
        @Override
        public Object read(@Nullable Object old, Decoder in) throws IOException {
          BoundedDecoder bounded = new BoundedDecoder((BinaryDecoder) in);
          Object record = super.read(old, bounded);
          if (bounded.left() > 0) {
            throw new IOException(bounded.left() + " bytes follow the record");
          }
          return record;
        }
      };
    }
  }
}
