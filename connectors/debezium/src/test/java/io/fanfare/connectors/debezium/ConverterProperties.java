package io.fanfare.connectors.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Converts arbitrary records of Debezium: none stops the stream, and none is lost. */
@SuppressWarnings("JavaUtilDate") // Connect's own type of times
class ConverterProperties {

  /** The schema of a column with a value that may not fit it. */
  record Cell(Schema schema, @Nullable Object value) {}

  @Property(tries = 300)
  void everyRecordGetsAKeyAValueAndAnEvent(
      @ForAll("tables") String table,
      @ForAll("operations") String operation,
      @ForAll("rows") Struct before,
      @ForAll("rows") Struct after) {
    Struct envelope = envelope(table, operation, before, after);

    Converted converted = Converted.of(envelope);

    assertThat(converted.event()).matches("(create|save|destroy)\\.[A-Z]\\w+|unreadable\\.(?s:.*)");
    if (String.valueOf(converted.event()).startsWith("unreadable.")) {
      assertThat(converted.unreadable().getCause()).isNotBlank();
    } else {
      assertThat(converted.broadcast().getOperation()).isNotNull();
    }
  }

  @Property(tries = 300)
  void everyKeyOfATableBeginsWithTheTable(
      @ForAll("tables") String table, @ForAll("rows") Struct row) {
    Struct key = renamed(row, "fanfare.fanfare." + table + ".Key");

    String converted = Converted.key(key);

    assertThat(converted).startsWith(table.substring(table.lastIndexOf('.') + 1) + "/");
    assertThat(Converted.key(key)).isEqualTo(converted);
  }

  @Property(tries = 500)
  void recordsThatAreNoChangeOfATablePass(
      @ForAll("cells") Cell cell, @ForAll("topics") String topic) {
    Converted converted = Converted.of(Map.of(), topic, cell.schema(), cell.value());
    byte[] key = new ModelKeyConverter().fromConnectData(topic, cell.schema(), cell.value());

    if (cell.value() != null) {
      assertThat(converted.value()).isNotEmpty();
      assertThat(key).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> tables() {
    return Arbitraries.oneOf(
        Arbitraries.of(Model.values()).map(Model::table),
        Arbitraries.of("invoices", "a.b", "schädel", ""));
  }

  @Provide
  Arbitrary<String> topics() {
    return Arbitraries.of(Topics.MODELS, "__debezium-heartbeat.fanfare");
  }

  @Provide
  Arbitrary<String> operations() {
    return Arbitraries.of("c", "r", "u", "d", "t", "m", "", "create");
  }

  /** Rows that have some of the contract's columns, of any type, in any order. */
  @Provide
  Arbitrary<Struct> rows() {
    Arbitrary<Set<String>> names =
        Arbitraries.of(columnNames()).set().ofMaxSize(columnNames().size());
    return Combinators.combine(names, cells().list().ofSize(columnNames().size()))
        .as(ConverterProperties::row);
  }

  @Provide
  Arbitrary<Cell> cells() {
    return Arbitraries.oneOf(
        numbers(),
        texts(),
        Arbitraries.of(true, false).map(flag -> new Cell(Schema.OPTIONAL_BOOLEAN_SCHEMA, flag)),
        Arbitraries.doubles().map(some -> new Cell(Schema.OPTIONAL_FLOAT64_SCHEMA, some)),
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(12)
            .map(bytes -> new Cell(Schema.OPTIONAL_BYTES_SCHEMA, ByteBuffer.wrap(bytes))),
        Arbitraries.longs()
            .map(
                millis ->
                    new Cell(
                        optional(
                            SchemaBuilder.int64(),
                            org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME),
                        new Date(millis))),
        Arbitraries.bigDecimals()
            .map(
                some ->
                    new Cell(
                        org.apache.kafka.connect.data.Decimal.builder(some.scale())
                            .optional()
                            .build(),
                        some)),
        Arbitraries.just(new Cell(Schema.OPTIONAL_STRING_SCHEMA, null)),
        Arbitraries.just(
            new Cell(SchemaBuilder.array(Schema.INT32_SCHEMA).optional().build(), List.of(1, 2))));
  }

  private static Arbitrary<Cell> numbers() {
    return Combinators.combine(Arbitraries.longs(), logicalNames())
        .as((number, name) -> new Cell(optional(SchemaBuilder.int64(), name), number));
  }

  private static Arbitrary<Cell> texts() {
    Arbitrary<String> some =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of("public", "finished", "1e99999999", "2024-05-06T07:08:09Z", "\ud83c"),
            Arbitraries.bigDecimals().map(BigDecimal::toString));
    return Combinators.combine(some, logicalNames())
        .as((text, name) -> new Cell(optional(SchemaBuilder.string(), name), text));
  }

  private static Arbitrary<String> logicalNames() {
    return Arbitraries.of(
        "",
        "io.debezium.time.Timestamp",
        "io.debezium.time.MicroTimestamp",
        "io.debezium.time.NanoTimestamp",
        "io.debezium.time.ZonedTimestamp",
        "io.debezium.time.Date",
        "io.debezium.time.MicroTime",
        "io.debezium.time.Time",
        "io.debezium.data.Enum",
        "io.debezium.data.Json");
  }

  private static Schema optional(SchemaBuilder builder, String name) {
    return (name.isEmpty() ? builder : builder.name(name)).optional().build();
  }

  private static Set<String> columnNames() {
    return Stream.concat(
            Arrays.stream(Model.values())
                .flatMap(model -> model.schema().getFields().stream())
                .map(Field::name),
            Stream.of("unknown", "ключ"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Struct row(Set<String> names, List<Cell> cells) {
    SchemaBuilder schema = SchemaBuilder.struct().name("Row").optional();
    List<String> columns = List.copyOf(names);
    for (int i = 0; i < columns.size(); i++) {
      schema.field(columns.get(i), cells.get(i).schema());
    }
    Struct row = new Struct(schema.build());
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), cells.get(i).value());
    }
    return row;
  }

  private static Struct envelope(String table, String operation, Struct before, Struct after) {
    Schema schema =
        SchemaBuilder.struct()
            .name("fanfare.fanfare." + table + ".Envelope")
            .field("before", before.schema())
            .field("after", after.schema())
            .field("op", Schema.STRING_SCHEMA)
            .build();
    return new Struct(schema).put("before", before).put("after", after).put("op", operation);
  }

  private static Struct renamed(Struct row, String name) {
    SchemaBuilder schema = SchemaBuilder.struct().name(name);
    row.schema().fields().forEach(field -> schema.field(field.name(), field.schema()));
    Struct copy = new Struct(schema.build());
    row.schema().fields().forEach(field -> copy.put(field.name(), row.get(field)));
    return copy;
  }
}
