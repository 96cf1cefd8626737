package io.fanfare.connectors.debezium;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.LargestRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Unreadable;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The value converter of the source's connector: Debezium's envelope in, ModelBroadcast out, in
 * Avro's single-object encoding, with the header `event`. Records that are not changes of a table
 * (heartbeats, transaction marks) become plain JSON.
 *
 * <p>It never fails: Connect has no dead letters for sources, so one bad row would stop the whole
 * stream. A change that it cannot convert becomes an {@link Unreadable}, which every reader of the
 * topic skips or stores as a dead letter.
 *
 * <p>Its configuration is a {@link SourceMapping}.
 */
public final class ModelBroadcastConverter extends SourceConverter<EnvelopeReader> {

  private static final int LARGEST_RAW = 900_000;

  private static final int LONGEST_CAUSE = 1_000;

  private static final String DEBEZIUM_HEADERS = "__debezium.";

  private static final String NO_TABLE = "unknown";

  private final AvroCodec<ModelBroadcast> broadcasts = AvroCodec.of(ModelBroadcast.class);
  private final AvroCodec<Unreadable> unreadables = AvroCodec.of(Unreadable.class);

  public ModelBroadcastConverter() {
    super(EnvelopeReader::new);
  }

  @Override
  public byte @Nullable [] fromConnectData(
      String topic, @Nullable Schema schema, @Nullable Object value) {
    return fromConnectData(topic, new RecordHeaders(), schema, value);
  }

  @Override
  public byte @Nullable [] fromConnectData(
      String topic, Headers headers, @Nullable Schema schema, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    String table = DebeziumSchema.tableOfEnvelope(schema);
    if (table == null && !topic.equals(Topics.MODELS)) {
      return PlainJson.of(value);
    }
    try {
      return broadcast(headers, table, value);
    } catch (UnreadableException e) {
      return unreadable(headers, table, e.reason(), value);
    } catch (RuntimeException e) {
      return unreadable(headers, table, "The change cannot be converted: " + brief(e) + ".", value);
    }
  }

  private byte[] broadcast(Headers headers, @Nullable String table, Object value)
      throws UnreadableException {
    if (table == null || !(value instanceof Struct envelope)) {
      throw new UnreadableException(
          "The record is not a Debezium envelope: remove any transform that unwraps or changes"
              + " it.");
    }
    TableMapping mapped = mappingOf(table);
    if (mapped == null) {
      throw new UnreadableException(
          "Table %s holds no model: map it with tables.TABLE=%s, or do not capture it."
              .formatted(table, table));
    }
    ModelBroadcast broadcast = readerOf(mapped).read(envelope);
    byte[] bytes = broadcasts.encode(broadcast);
    if (bytes.length > LargestRecord.BYTES) {
      throw new UnreadableException(LargestRecord.problem(table, bytes.length));
    }
    setEvent(headers, Event.of(broadcast.getOperation(), mapped.model()));
    return bytes;
  }

  private byte[] unreadable(Headers headers, @Nullable String table, String cause, Object value) {
    String source = table == null ? NO_TABLE : table;
    TableMapping mapped = mappingOf(source);
    setEvent(headers, Event.unreadable(mapped == null ? source : mapped.model().modelName()));
    byte[] raw = PlainJson.of(value);
    ByteBuffer kept = ByteBuffer.wrap(raw, 0, Math.min(raw.length, LARGEST_RAW));
    return unreadables.encode(
        new Unreadable(mapped == null ? source : mapped.sourceTable(), cause, kept));
  }

  private static String brief(RuntimeException e) {
    String text = e.toString();
    return text.substring(0, Math.min(text.length(), LONGEST_CAUSE));
  }

  /** Sets the event, and removes the headers of Debezium, which are internal. */
  private static void setEvent(Headers headers, byte[] event) {
    for (Header header : headers.toArray()) {
      if (header.key().startsWith(DEBEZIUM_HEADERS)) {
        headers.remove(header.key());
      }
    }
    headers.remove(Event.HEADER).add(Event.HEADER, event);
  }
}
