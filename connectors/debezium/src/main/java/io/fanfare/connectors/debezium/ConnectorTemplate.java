package io.fanfare.connectors.debezium;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.schemas.TopicDefinition;
import io.fanfare.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The definition of the source's connector, in the form of Connect's REST interface: one template
 * for both flavours. `docs/source-mapping.md` gives the reasons for its settings.
 */
public final class ConnectorTemplate {

  /** The connector's name in Connect, which keeps its offsets under this name. */
  public static final String CONNECTOR = "fanfare-source";

  private static final String RESOURCE = "connector-template.json";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-zA-Z]+)}");
  private static final TypeReference<LinkedHashMap<String, String>> DEFINITION =
      new TypeReference<>() {};

  private ConnectorTemplate() {}

  /** The connector's configuration for a source with the names of the reference schema. */
  public static Map<String, String> render(SourceSettings settings) {
    return render(settings, Map.of());
  }

  /**
   * The connector's configuration for a source with other names.
   *
   * @param mapping keys are `tables.TABLE` and `columns.TABLE.COLUMN` with canonical names, values
   *     are the names at the source
   * @throws IllegalArgumentException if anything is wrong with the mapping: every problem at once
   */
  public static Map<String, String> render(SourceSettings settings, Map<String, String> mapping) {
    Map<String, String> values = values(settings, SourceMapping.of(mapping));
    Map<String, String> definition = read();
    definition.replaceAll((key, value) -> fill(value, values));
    definition.putAll(settings.flavour().properties(settings.sslMode()));
    settings
        .historyClient()
        .forEach(
            (key, value) -> {
              definition.put("schema.history.internal.producer." + key, value);
              definition.put("schema.history.internal.consumer." + key, value);
            });
    modelsTopic()
        .config()
        .forEach((key, value) -> definition.put("topic.creation.models." + key, value));
    mapping.forEach(
        (key, name) -> {
          definition.put("key.converter." + key, name);
          definition.put("value.converter." + key, name);
        });
    return definition;
  }

  /** The class of the plugin that makes records of `models`, beside Debezium's. */
  public static String converter() {
    return Objects.requireNonNull(read().get("value.converter"));
  }

  private static Map<String, String> values(SourceSettings settings, SourceMapping mapping) {
    String database = quoted(settings.database());
    return Map.ofEntries(
        Map.entry("connectorClass", settings.flavour().connectorClass()),
        Map.entry("host", settings.host()),
        Map.entry("port", Integer.toString(settings.port())),
        Map.entry("user", settings.user()),
        Map.entry("password", settings.passwordReference()),
        Map.entry("serverId", Long.toString(settings.serverId())),
        Map.entry("databasePattern", database),
        Map.entry("tablePatterns", tablePatterns(database, mapping)),
        Map.entry("keyColumns", keyColumns(database, mapping)),
        Map.entry("capturedTopics", capturedTopics(settings.database(), mapping)),
        Map.entry("kafkaBootstrap", settings.kafkaBootstrap()),
        Map.entry("heartbeatMillis", Long.toString(settings.heartbeat().toMillis())),
        Map.entry("pollMillis", Long.toString(settings.poll().toMillis())),
        Map.entry("modelsTopic", Topics.MODELS),
        Map.entry("modelsPartitions", Integer.toString(modelsTopic().partitions())));
  }

  private static String tablePatterns(String database, SourceMapping mapping) {
    return mapping.tables().stream()
        .map(table -> tablePattern(database, table))
        .collect(joining(","));
  }

  static String tablePattern(String databasePattern, TableMapping table) {
    return databasePattern + "\\." + quoted(table.sourceTable());
  }

  /** The keys of the contract, even if a table of the source has another primary key. */
  private static String keyColumns(String database, SourceMapping mapping) {
    return mapping.tables().stream()
        .map(
            table ->
                table.keyColumns().stream()
                    .map(ConnectorTemplate::quoted)
                    .collect(
                        joining(",", database + "\\." + quoted(table.sourceTable()) + ":", "")))
        .collect(joining(";"));
  }

  /** Exactly the topics of the captured tables: a heartbeat must not be routed to `models`. */
  private static String capturedTopics(String database, SourceMapping mapping) {
    return mapping.tables().stream()
        .map(table -> quoted(inTopics(table.sourceTable())))
        .collect(joining("|", "fanfare\\." + quoted(inTopics(database)) + "\\.(", ")"));
  }

  private static String inTopics(String name) {
    return name.replaceAll("[^a-zA-Z0-9._-]", "_");
  }

  private static String quoted(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}_]", "\\\\$0");
  }

  private static TopicDefinition modelsTopic() {
    return Topics.ALL.stream()
        .filter(topic -> topic.name().equals(Topics.MODELS))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> read() {
    try (InputStream template = ConnectorTemplate.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper().readValue(Objects.requireNonNull(template), DEFINITION);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resource " + RESOURCE, e);
    }
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(values.get(found.group(1)), found.group())));
  }
}
