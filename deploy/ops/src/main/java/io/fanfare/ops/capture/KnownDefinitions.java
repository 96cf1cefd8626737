package io.fanfare.ops.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The definitions of tables as the connector knows them: Debezium's schema history, which has every
 * statement that may change a definition, and what Debezium has understood of it.
 */
public final class KnownDefinitions {

  /** Debezium's topic of statements. */
  public static final String TOPIC = "schema-history.fanfare";

  /** The field of a record of ours with the visible columns of a table that was defined again. */
  public static final String REDEFINED = "fanfare_redefined";

  /** The field of a record of ours: all rows were refreshed after the snapshot of its position. */
  public static final String RESYNCED = "fanfare_resynced";

  private static final Pattern CHANGES_TABLES =
      Pattern.compile(
          "^(?:/\\*.*?\\*/|SET STATEMENT .*? FOR\\b)?\\s*(?:ALTER|CREATE|RENAME|DROP)\\b"
              + ".*?\\b(?:TABLE|INDEX)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String database;
  private final Map<String, List<String>> columns = new HashMap<>();
  private final List<String> statements = new ArrayList<>();
  private final Snapshots snapshots = new Snapshots();

  /** The number of statements that are older than a table's definition by an operator. */
  private final Map<String, Integer> former = new HashMap<>();

  KnownDefinitions(String database) {
    this.database = database;
  }

  /**
   * Reads the topic.
   *
   * @param kafka `host:port` of any broker
   * @param database the source's database; statements of others are ignored
   * @throws io.fanfare.ops.OperationException if Kafka does not answer
   */
  public static KnownDefinitions read(KafkaAccess kafka, String database) {
    KnownDefinitions known = new KnownDefinitions(database);
    try (TopicLog log = new TopicLog(kafka, TOPIC)) {
      log.read(record -> known.add(parse(record.value())));
    }
    return known;
  }

  private static JsonNode parse(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** The names of a table's columns, in lower case and in their order; empty if it is unknown. */
  public Optional<List<String>> columns(String table) {
    return Optional.ofNullable(columns.get(table));
  }

  /** The last statement that names a table, since the connector read its definition as a whole. */
  public Optional<String> lastStatement(String table) {
    Pattern name =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}_$])" + Pattern.quote(table) + "(?![\\p{L}\\p{N}_$])",
            Pattern.CASE_INSENSITIVE);
    return statements.stream()
        .skip(former.getOrDefault(table, 0))
        .filter(statement -> name.matcher(statement).find())
        .reduce((former, later) -> later);
  }

  /**
   * A record of the connector's last snapshot, if it is not the first one and not all rows were
   * refreshed since it began.
   */
  public Optional<JsonNode> repeatedSnapshot() {
    return snapshots.repeated();
  }

  void add(JsonNode record) {
    if (record.has(RESYNCED)) {
      snapshots.addResync(record);
      return;
    }
    if (record.has(REDEFINED)) {
      record.path(REDEFINED).fields().forEachRemaining(t -> redefine(t.getKey(), t.getValue()));
      return;
    }
    record.path("tableChanges").forEach(this::change);
    String statement = record.path("ddl").asText("").strip();
    if (record.path("position").has("snapshot")) {
      snapshots.add(record);
      statements.clear();
      former.clear();
    } else if (CHANGES_TABLES.matcher(statement).find()
        && record.path("databaseName").asText(database).equals(database)) {
      statements.add(statement);
    }
  }

  private void redefine(String table, JsonNode visible) {
    columns.put(table, names(visible));
    former.put(table, statements.size());
  }

  private void change(JsonNode change) {
    tableOf(change.path("previousId").asText("")).ifPresent(columns::remove);
    tableOf(change.path("id").asText(""))
        .ifPresent(
            table -> {
              if (change.path("type").asText().equals("DROP")) {
                columns.remove(table);
              } else {
                columns.put(table, names(change.path("table").path("columns")));
              }
            });
  }

  private static List<String> names(JsonNode columns) {
    List<String> names = new ArrayList<>();
    for (JsonNode column : columns) {
      names.add(column.path("name").asText(column.asText()).toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** Of `"database"."table"`. */
  private Optional<String> tableOf(String id) {
    String prefix = "\"" + database + "\".\"";
    return id.startsWith(prefix)
        ? Optional.of(id.substring(prefix.length(), id.length() - 1))
        : Optional.empty();
  }
}
