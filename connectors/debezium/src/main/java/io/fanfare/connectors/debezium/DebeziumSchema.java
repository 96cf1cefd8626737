package io.fanfare.connectors.debezium;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The names that Debezium gives to the schemas of a table's records: `prefix.database.table.Key`
 * and `prefix.database.table.Envelope`. They identify the table, since all changes are routed to
 * one topic.
 */
final class DebeziumSchema {

  private static final String KEY = ".Key";
  private static final String ENVELOPE = ".Envelope";

  private DebeziumSchema() {}

  /** The table whose key this schema describes; null if it is not the key of a table. */
  static @Nullable String tableOfKey(@Nullable Schema schema) {
    return table(schema, KEY);
  }

  /** The table whose changes this schema describes; null if it is not a change of a table. */
  static @Nullable String tableOfEnvelope(@Nullable Schema schema) {
    return table(schema, ENVELOPE);
  }

  private static @Nullable String table(@Nullable Schema schema, String suffix) {
    if (schema == null || schema.name() == null) {
      return null;
    }
    String name = schema.name();
    if (!name.endsWith(suffix)) {
      return null;
    }
    String owner = name.substring(0, name.length() - suffix.length());
    return owner.substring(owner.lastIndexOf('.') + 1);
  }
}
