package io.fanfare.connectors.debezium;

import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.SourcePosition;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Turns Debezium's envelopes of one table into ModelBroadcast. A change of the primary key needs
 * nothing here: Debezium emits it as a delete of the old row and a create of the new one.
 */
final class EnvelopeReader {

  private final String table;
  private final RowReader rows;

  EnvelopeReader(TableMapping table) {
    this.table = table.sourceTable();
    this.rows = new RowReader(table);
  }

  /**
   * Reads a change.
   *
   * @throws UnreadableException if it is not a change of a row, or its row cannot be read
   */
  ModelBroadcast read(Struct envelope) throws UnreadableException {
    Object operation = find(envelope, "op");
    return switch (operation instanceof String code ? code : "") {
      case "c" -> change(Operation.CREATE, null, required(envelope, "after"), envelope);
      case "r" -> snapshot(required(envelope, "after"), envelope);
      case "u" -> change(Operation.SAVE, before(envelope), required(envelope, "after"), envelope);
      case "d" -> change(Operation.DESTROY, required(envelope, "before"), null, envelope);
      default ->
          throw new UnreadableException(
              "The operation '%s' changes no row of %s.".formatted(operation, table));
    };
  }

  private static ModelBroadcast change(
      Operation operation,
      @Nullable SpecificRecordBase before,
      @Nullable SpecificRecordBase after,
      Struct envelope) {
    return new ModelBroadcast(operation, before, after, position(envelope), false, false);
  }

  private static ModelBroadcast snapshot(SpecificRecordBase row, Struct envelope) {
    return new ModelBroadcast(Operation.CREATE, null, row, position(envelope), true, false);
  }

  private SpecificRecordBase required(Struct envelope, String side) throws UnreadableException {
    if (find(envelope, side) instanceof Struct row) {
      return rows.read(row);
    }
    throw new UnreadableException(
        "The change of %s has no row '%s': the source must log whole rows (binlog_row_image=FULL)."
            .formatted(table, side));
  }

  /**
   * The row before the change; null if it cannot be read. No reader relies on it, so the new row
   * must not be lost for it.
   */
  private @Nullable SpecificRecordBase before(Struct envelope) {
    try {
      return required(envelope, "before");
    } catch (UnreadableException e) {
      return null;
    }
  }

  private static @Nullable SourcePosition position(Struct envelope) {
    if (!(find(envelope, "source") instanceof Struct source)
        || !(find(source, "file") instanceof String file)
        || !(find(source, "pos") instanceof Long position)
        || !(find(source, "row") instanceof Integer row)) {
      return null;
    }
    String gtid = find(source, "gtid") instanceof String text ? text : null;
    return new SourcePosition(file, position, row, gtid, committedAt(source));
  }

  private static long committedAt(Struct source) {
    if (find(source, "ts_us") instanceof Long micros) {
      return micros;
    }
    return find(source, "ts_ms") instanceof Long millis ? millis * 1_000L : 0;
  }

  private static @Nullable Object find(Struct struct, String name) {
    Field field = struct.schema().field(name);
    return field == null ? null : struct.getWithoutDefault(name);
  }
}
