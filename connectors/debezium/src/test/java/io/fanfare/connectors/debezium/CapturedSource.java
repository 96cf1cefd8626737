package io.fanfare.connectors.debezium;

import io.debezium.config.Configuration;
import io.debezium.connector.SnapshotRecord;
import io.debezium.connector.binlog.BinlogConnectorConfig;
import io.debezium.connector.binlog.BinlogSourceInfo;
import io.debezium.connector.binlog.charset.BinlogCharsetRegistry;
import io.debezium.connector.binlog.jdbc.BinlogValueConverters;
import io.debezium.connector.mariadb.MariaDbConnectorConfig;
import io.debezium.connector.mariadb.antlr.MariaDbAntlrDdlParser;
import io.debezium.connector.mariadb.jdbc.MariaDbDefaultValueConverter;
import io.debezium.connector.mariadb.jdbc.MariaDbValueConverters;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.connector.mysql.jdbc.MySqlDefaultValueConverter;
import io.debezium.connector.mysql.jdbc.MySqlValueConverters;
import io.debezium.relational.CustomConverterRegistry;
import io.debezium.relational.DefaultValueConverter;
import io.debezium.relational.TableId;
import io.debezium.relational.TableSchema;
import io.debezium.relational.TableSchemaBuilder;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.AbstractDdlParser;
import io.debezium.schema.DefaultTopicNamingStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A source as Debezium sees it, without a server. Our template configures the connector; Debezium
 * parses the DDL, converts the values of the log, and builds keys and envelopes.
 */
final class CapturedSource {

  /** The time of every change by the source's clock. */
  static final Instant COMMIT = Instant.parse("2024-05-06T07:08:09.123456Z");

  private static final String DATABASE = "fanfare";

  private final BinlogConnectorConfig config;
  private final TableSchemaBuilder schemas;
  private final AbstractDdlParser parser;
  private final BinlogSourceInfo position;
  private final Tables tables = new Tables();

  private CapturedSource(Flavour flavour, Map<String, String> mapping) {
    Configuration definition =
        Configuration.from(ConnectorTemplate.render(settings(flavour), mapping));
    boolean maria = flavour == Flavour.MARIADB;
    config = maria ? new MariaDbConnectorConfig(definition) : new MySqlConnectorConfig(definition);
    BinlogCharsetRegistry charsets =
        Objects.requireNonNull(config.getServiceRegistry().getService(BinlogCharsetRegistry.class));
    BinlogValueConverters values = maria ? mariaValues() : mySqlValues();
    parser =
        maria
            ? new MariaDbAntlrDdlParser(
                true, false, false, Tables.TableFilter.includeAll(), charsets)
            : new MySqlAntlrDdlParser(
                true, false, false, Tables.TableFilter.includeAll(), charsets);
    parser.setCurrentDatabase(DATABASE);
    schemas = schemas(values, defaults(values));
    position =
        maria
            ? new io.debezium.connector.mariadb.SourceInfo((MariaDbConnectorConfig) config)
            : new io.debezium.connector.mysql.SourceInfo((MySqlConnectorConfig) config);
  }

  /** A source with the reference schema. */
  static CapturedSource reference(Flavour flavour) {
    return of(flavour, Map.of(), referenceSchema());
  }

  /** A source with a schema of its own. */
  static CapturedSource of(Flavour flavour, Map<String, String> mapping, String ddl) {
    CapturedSource source = new CapturedSource(flavour, mapping);
    source.ddl(ddl);
    return source;
  }

  static SourceSettings settings(Flavour flavour) {
    return new SourceSettings(
        flavour,
        "127.0.0.1",
        3306,
        "fanfare",
        "${file:/run/secrets/source.properties:password}",
        DATABASE,
        5701,
        "127.0.0.1:9092",
        Duration.ofSeconds(1),
        Duration.ofMillis(10));
  }

  /** Applies DDL, as if it came from the source's log. */
  CapturedSource ddl(String statements) {
    parser.parse(statements, tables);
    return this;
  }

  TableSchema table(String name) {
    return schemas.create(
        DefaultTopicNamingStrategy.create(config),
        tables.forTable(new TableId(DATABASE, null, name)),
        config.getColumnFilter(),
        null,
        config.getKeyMapper());
  }

  Struct key(String table, @Nullable Object... row) {
    return table(table).keyFromColumnData(row);
  }

  Struct created(String table, @Nullable Object... row) {
    TableSchema schema = table(table);
    return schema
        .getEnvelopeSchema()
        .create(schema.valueFromColumnData(row), position(table, false), COMMIT);
  }

  Struct read(String table, @Nullable Object... row) {
    TableSchema schema = table(table);
    return schema
        .getEnvelopeSchema()
        .read(schema.valueFromColumnData(row), position(table, true), COMMIT);
  }

  Struct updated(String table, @Nullable Object[] before, @Nullable Object[] after) {
    TableSchema schema = table(table);
    return schema
        .getEnvelopeSchema()
        .update(
            schema.valueFromColumnData(before),
            schema.valueFromColumnData(after),
            position(table, false),
            COMMIT);
  }

  Struct deleted(String table, @Nullable Object... row) {
    TableSchema schema = table(table);
    return schema
        .getEnvelopeSchema()
        .delete(schema.valueFromColumnData(row), position(table, false), COMMIT);
  }

  Struct truncated(String table) {
    return table(table).getEnvelopeSchema().truncate(position(table, false), COMMIT);
  }

  static String referenceSchema() {
    try (InputStream ddl =
        CapturedSource.class.getClassLoader().getResourceAsStream("mysql/schema.sql")) {
      return new String(Objects.requireNonNull(ddl).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Struct position(String table, boolean snapshot) {
    position.setBinlogPosition("binlog.000007", 4_242);
    position.setRowNumber(3);
    position.tableEvent(new TableId(DATABASE, null, table));
    position.setSourceTime(COMMIT);
    if (!snapshot) {
      position.startGtid("0-1-99");
    }
    position.setSnapshot(snapshot ? SnapshotRecord.TRUE : SnapshotRecord.FALSE);
    return position.struct();
  }

  private TableSchemaBuilder schemas(BinlogValueConverters values, DefaultValueConverter defaults) {
    return new TableSchemaBuilder(
        values,
        defaults,
        config.schemaNameAdjuster(),
        new CustomConverterRegistry(List.of()),
        config.getSourceInfoStructMaker().schema(),
        config.getFieldNamer(),
        false,
        config.getEventConvertingFailureHandlingMode());
  }

  private static DefaultValueConverter defaults(BinlogValueConverters values) {
    return values instanceof MariaDbValueConverters maria
        ? new MariaDbDefaultValueConverter(maria)
        : new MySqlDefaultValueConverter((MySqlValueConverters) values);
  }

  private MariaDbValueConverters mariaValues() {
    return new MariaDbValueConverters(
        config.getDecimalMode(),
        config.getTemporalPrecisionMode(),
        config.getBigIntUnsignedHandlingMode().asBigIntUnsignedMode(),
        config.binaryHandlingMode(),
        MariaDbValueConverters::adjustTemporal,
        config.getEventConvertingFailureHandlingMode(),
        config.getServiceRegistry());
  }

  private MySqlValueConverters mySqlValues() {
    return new MySqlValueConverters(
        config.getDecimalMode(),
        config.getTemporalPrecisionMode(),
        config.getBigIntUnsignedHandlingMode().asBigIntUnsignedMode(),
        config.binaryHandlingMode(),
        MySqlValueConverters::adjustTemporal,
        config.getEventConvertingFailureHandlingMode(),
        config.getServiceRegistry());
  }
}
