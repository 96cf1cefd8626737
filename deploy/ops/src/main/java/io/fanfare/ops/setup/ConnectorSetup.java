package io.fanfare.ops.setup;

import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.RestAccess;
import io.fanfare.ops.rest.RestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connector that captures the source. What a person has added to its definition stays. */
public final class ConnectorSetup implements SetupPart {

  private static final String SUBJECT = "connector " + ConnectorTemplate.CONNECTOR;

  private static final Pattern MAPPED =
      Pattern.compile("value\\.converter\\.((?:tables|columns)\\..+)");
  private static final Pattern SECRET =
      Pattern.compile("password|jaas|secret|credential|key", Pattern.CASE_INSENSITIVE);

  /** A resync changes it for a while. */
  private static final String SNAPSHOT_MODE = "snapshot.mode";

  private final RestAccess connect;
  private final SourceConnector connector;
  private final SourceSettings source;

  public ConnectorSetup(RestAccess connect, SourceSettings source) {
    this.connect = connect;
    this.connector = new SourceConnector(connect);
    this.source = source;
  }

  @Override
  public String name() {
    return "settings of the connector on " + connect;
  }

  @Override
  public Map<String, String> declaration() {
    return ConnectorTemplate.render(source);
  }

  /** With the names of tables and columns that the connector has been given. */
  private Map<String, String> declared(Map<String, String> found) {
    Map<String, String> mapping = new LinkedHashMap<>();
    found.forEach(
        (key, value) -> {
          Matcher mapped = MAPPED.matcher(key);
          if (mapped.matches()) {
            mapping.put(mapped.group(1), value);
          }
        });
    return ConnectorTemplate.render(source, mapping);
  }

  @Override
  public List<Difference> differences() throws InterruptedException {
    return differences(found());
  }

  @Override
  public List<Difference> apply() throws InterruptedException {
    Map<String, String> found = found();
    List<Difference> differences = differences(found);
    if (!differences.isEmpty()) {
      Map<String, String> declared = declared(found);
      Map<String, String> definition = new LinkedHashMap<>(declared);
      found.forEach(
          (key, value) -> {
            if (key.equals(SNAPSHOT_MODE) || !declared.containsKey(key)) {
              definition.put(key, value);
            }
          });
      try {
        connector.configure(definition);
      } catch (IOException e) {
        throw notAnswering(e);
      }
    }
    return differences;
  }

  /** Its definition, without the name that Connect adds; empty if there is no connector. */
  private Map<String, String> found() throws InterruptedException {
    try {
      Map<String, String> found = connector.definition();
      found.remove("name");
      return found;
    } catch (RestException e) {
      if (e.isNotFound()) {
        return Map.of();
      }
      throw notAnswering(e);
    } catch (IOException e) {
      throw notAnswering(e);
    }
  }

  private OperationException notAnswering(IOException cause) {
    return new OperationException(
        "The connector on %s could not be set up: %s".formatted(connect, cause.getMessage()),
        cause);
  }

  private List<Difference> differences(Map<String, String> found) {
    if (found.isEmpty()) {
      return List.of(Difference.missing(SUBJECT));
    }
    List<Difference> differences = new ArrayList<>();
    declared(found)
        .forEach(
            (key, value) -> {
              String there = found.get(key);
              if (!value.equals(there) && !key.equals(SNAPSHOT_MODE)) {
                differences.add(Difference.changed(SUBJECT, text(key, there, value)));
              }
            });
    return differences;
  }

  /** A definition that somebody wrote by hand may hold a secret itself. */
  private static String text(String key, @Nullable String there, String value) {
    if (there == null) {
      return "lacks %s=%s".formatted(key, value);
    }
    return SECRET.matcher(key).find()
        ? "has another %s than %s".formatted(key, value)
        : "has %s=%s, not %s".formatted(key, there, value);
  }
}
