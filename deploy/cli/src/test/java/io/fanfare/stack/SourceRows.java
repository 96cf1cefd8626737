package io.fanfare.stack;

import static java.util.stream.Collectors.joining;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Model;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Rows of the source as records of the contract. */
final class SourceRows {

  private static final SpecificData RECORDS = new SpecificData(Model.class.getClassLoader());

  private final Application application;

  SourceRows(Application application) {
    this.application = application;
  }

  /** A row of any table with a value in every column; rows of different numbers differ in all. */
  static SpecificRecordBase sample(Model model, long number) {
    SpecificRecordBase row = (SpecificRecordBase) RECORDS.newRecord(null, model.schema());
    model.schema().getFields().forEach(column -> row.put(column.pos(), value(column, number)));
    return row;
  }

  /** The same row, with the primary key of another. */
  static SpecificRecordBase withKeyOf(SpecificRecordBase other, SpecificRecordBase row) {
    SpecificRecordBase copy = RECORDS.deepCopy(row.getSchema(), row);
    for (String column : model(row).primaryKey()) {
      int position = row.getSchema().getField(column).pos();
      copy.put(position, other.get(position));
    }
    return copy;
  }

  /** The key that the row's changes have on `models`. */
  static String key(SpecificRecordBase row) {
    return model(row).primaryKey().stream()
        .map(column -> row.get(column).toString())
        .collect(joining("/", model(row).table() + "/", ""));
  }

  void insert(SpecificRecordBase row) throws SQLException {
    List<Schema.Field> columns = row.getSchema().getFields();
    application.execute(
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                model(row).table(),
                columns.stream().map(Schema.Field::name).collect(joining(", ")),
                columns.stream().map(column -> "?").collect(joining(", "))),
        values(row, column -> true).toArray());
  }

  void update(SpecificRecordBase before, SpecificRecordBase after) throws SQLException {
    List<Object> values = values(after, column -> true);
    values.addAll(keyValues(before));
    application.execute(
        "UPDATE %s SET %s WHERE %s"
            .formatted(
                model(before).table(),
                after.getSchema().getFields().stream()
                    .map(column -> column.name() + " = ?")
                    .collect(joining(", ")),
                byKey(before)),
        values.toArray());
  }

  void delete(SpecificRecordBase row) throws SQLException {
    application.execute(
        "DELETE FROM %s WHERE %s".formatted(model(row).table(), byKey(row)),
        keyValues(row).toArray());
  }

  private static String byKey(SpecificRecordBase row) {
    return model(row).primaryKey().stream()
        .map(column -> column + " = ?")
        .collect(joining(" AND "));
  }

  private static List<Object> keyValues(SpecificRecordBase row) {
    return values(row, column -> model(row).primaryKey().contains(column.name()));
  }

  private static List<Object> values(SpecificRecordBase row, Predicate<Schema.Field> which) {
    List<Object> values = new ArrayList<>();
    for (Schema.Field column : row.getSchema().getFields()) {
      if (which.test(column)) {
        Object value = row.get(column.pos());
        values.add(isTime(column) && value instanceof Long micros ? time(micros) : value);
      }
    }
    return values;
  }

  private static Object time(long micros) {
    return Application.utc(Micros.toInstant(micros));
  }

  private static boolean isTime(Schema.Field column) {
    return column.name().endsWith("_at");
  }

  private static Model model(SpecificRecordBase row) {
    return Arrays.stream(Model.values())
        .filter(model -> model.schema().equals(row.getSchema()))
        .findFirst()
        .orElseThrow();
  }

  private static Object value(Schema.Field column, long number) {
    boolean even = number % 2 == 0;
    return switch (column.name()) {
      case "sharing" -> even ? "public" : "private";
      case "state" -> even ? "processing" : "failed";
      case "country_code" -> even ? "DE" : "FR";
      case "quiet_from", "quiet_to" -> even ? "22:30:00" : "07:15:59";
      case "created_at", "updated_at", "published_at" -> 1_700_000_000_000_001L + number;
      default -> valueOfType(column, number);
    };
  }

  private static Object valueOfType(Schema.Field column, long number) {
    Schema schema = column.schema();
    Schema.Type type = schema.isUnion() ? schema.getTypes().get(1).getType() : schema.getType();
    return switch (type) {
      case LONG -> number;
      case INT -> (int) number;
      case BOOLEAN -> number % 2 == 0;
      default -> column.name() + "_" + number;
    };
  }
}
