package io.fanfare.ops.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.rest.Rest;
import io.fanfare.ops.rest.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The connector that brings the source's changes to Kafka. */
public final class SourceConnector {

  private static final Duration BUSY_LIMIT = Duration.ofMinutes(1);

  private static final String SNAPSHOT_MODE = "snapshot.mode";

  private final Rest rest;

  /**
   * @param connectUrl address of a Connect worker, without a slash at its end
   */
  public SourceConnector(String connectUrl) {
    this.rest = new Rest("Kafka Connect", connectUrl);
  }

  /** What the connector reads first, where it has no position in the binlog yet. */
  public enum Beginning {
    /** All rows that exist, then what changes. */
    ALL_ROWS("initial"),
    /** What the tables look like, then what changes. */
    TABLES_ALONE("no_data");

    private final String snapshotMode;

    Beginning(String snapshotMode) {
      this.snapshotMode = snapshotMode;
    }
  }

  /**
   * Registers the connector, whether the worker knows it already or not.
   *
   * @throws OperationException if the worker refuses
   */
  public void register(SourceSettings source) throws IOException, InterruptedException {
    Map<String, String> definition = new LinkedHashMap<>(ConnectorTemplate.render(source));
    definition.put(SNAPSHOT_MODE, Beginning.ALL_ROWS.snapshotMode);
    configure(definition);
  }

  /** Changes what the connector reads first; all else of it stays as it is registered. */
  public void beginWith(Beginning beginning) throws IOException, InterruptedException {
    Map<String, String> definition = new LinkedHashMap<>();
    rest.get(path("/config"))
        .fields()
        .forEachRemaining(field -> definition.put(field.getKey(), field.getValue().asText()));
    definition.put(SNAPSHOT_MODE, beginning.snapshotMode);
    configure(definition);
  }

  private void configure(Map<String, String> definition) throws IOException, InterruptedException {
    Await.until(
        BUSY_LIMIT,
        () -> isAccepted(definition),
        "The connector was refused: Kafka Connect is busy with other changes for %d s."
            .formatted(BUSY_LIMIT.toSeconds()));
  }

  /** False while the worker is busy with another change. */
  private boolean isAccepted(Map<String, String> definition)
      throws IOException, InterruptedException {
    try {
      rest.put(path("/config"), definition);
      return true;
    } catch (RestException e) {
      if (e.isConflict()) {
        return false;
      }
      throw new OperationException("The connector was refused: " + e.getMessage(), e);
    }
  }

  /** Whether the connector's task runs. */
  public boolean runs() throws IOException, InterruptedException {
    JsonNode tasks = status().path("tasks");
    return tasks.size() == 1 && tasks.get(0).path("state").asText().equals("RUNNING");
  }

  /** What made the connector or its task fail, if it failed: the first line of its trace. */
  public Optional<String> failure() throws IOException, InterruptedException {
    JsonNode status = status();
    for (JsonNode part : new JsonNode[] {status.path("connector"), status.path("tasks").path(0)}) {
      if (part.path("state").asText().equals("FAILED")) {
        return Optional.of(cause(part.path("trace").asText()));
      }
    }
    return Optional.empty();
  }

  /** Starts again what failed of the connector. */
  public void restartFailed() throws IOException, InterruptedException {
    rest.post(path("/restart?includeTasks=true&onlyFailed=true"), Map.of());
  }

  /** Ends the connector's task; it stays registered. */
  public void stop() throws IOException, InterruptedException {
    rest.put(path("/stop"), Map.of());
  }

  public boolean isStopped() throws IOException, InterruptedException {
    JsonNode status = status();
    return status.path("connector").path("state").asText().equals("STOPPED")
        && status.path("tasks").isEmpty();
  }

  public void resume() throws IOException, InterruptedException {
    rest.put(path("/resume"), Map.of());
  }

  /**
   * Deletes the position in the binlog of a connector that is stopped.
   *
   * @return false if the worker is not ready for that yet
   */
  public boolean forgetPosition() throws IOException, InterruptedException {
    try {
      rest.delete(path("/offsets"));
      return true;
    } catch (RestException e) {
      if (e.isConflict()) {
        return false;
      }
      throw e;
    }
  }

  private JsonNode status() throws IOException, InterruptedException {
    return rest.get(path("/status"));
  }

  /** The innermost cause is more precise than what wraps it. */
  private static String cause(String trace) {
    String cause = trace.lines().findFirst().orElse("no reason given");
    for (String line : trace.lines().toList()) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    return cause;
  }

  private static String path(String part) {
    return "/connectors/" + ConnectorTemplate.CONNECTOR + part;
  }
}
