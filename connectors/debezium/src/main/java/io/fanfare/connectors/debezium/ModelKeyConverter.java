package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The key converter of the source's connector: `tracks/1`, `follows/2/1`, in canonical names. Keys
 * that are not of tables (those of heartbeats) become plain JSON.
 *
 * <p>It never fails, for the same reason as {@link ModelBroadcastConverter}, and gives every record
 * of `models` a key, since a compacted topic rejects records without one. Its configuration is the
 * same {@link SourceMapping}.
 */
public final class ModelKeyConverter extends SourceConverter<List<ColumnReader>> {

  public ModelKeyConverter() {
    super(ModelKeyConverter::keyColumns);
  }

  private static List<ColumnReader> keyColumns(TableMapping table) {
    Model model = table.model();
    return model.primaryKey().stream()
        .map(column -> new ColumnReader(table, model.schema().getField(column)))
        .toList();
  }

  @Override
  public byte @Nullable [] fromConnectData(
      String topic, @Nullable Schema schema, @Nullable Object value) {
    if (value == null) {
      return topic.equals(Topics.MODELS) ? withoutKey() : null;
    }
    try {
      String table = DebeziumSchema.tableOfKey(schema);
      return table != null && value instanceof Struct key ? key(table, key) : PlainJson.of(value);
    } catch (RuntimeException e) {
      return withoutKey();
    }
  }

  private byte[] key(String table, Struct key) {
    TableMapping mapped = mappingOf(table);
    if (mapped == null) {
      return unconverted(table, key);
    }
    try {
      List<Object> values = new ArrayList<>();
      for (ColumnReader column : readerOf(mapped)) {
        values.add(String.valueOf(column.read(key)));
      }
      return ModelKey.encode(mapped.model(), values);
    } catch (UnreadableException e) {
      return unconverted(mapped.model().table(), key);
    }
  }

  /**
   * The key of a row that is Unreadable: the values of Debezium's key in the same form, so that the
   * same row has the same key.
   */
  private static byte[] unconverted(String table, Struct key) {
    return key.schema().fields().stream()
        .map(field -> key.getWithoutDefault(field.name()))
        .map(value -> value instanceof String text ? text : new String(PlainJson.of(value), UTF_8))
        .map(text -> URLEncoder.encode(text, UTF_8))
        .collect(Collectors.joining("/", table + "/", ""))
        .getBytes(UTF_8);
  }

  /** A unique key for a record that has none, so that compaction does not remove it. */
  private static byte[] withoutKey() {
    return ("unkeyed/" + UUID.randomUUID()).getBytes(UTF_8);
  }
}
