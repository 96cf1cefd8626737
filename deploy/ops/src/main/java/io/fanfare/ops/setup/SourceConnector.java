package io.fanfare.ops.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.RestAccess;
import io.fanfare.ops.rest.Rest;
import io.fanfare.ops.rest.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The connector that captures the source's changes into Kafka. */
public final class SourceConnector {

  private static final Duration BUSY_LIMIT = Duration.ofMinutes(1);

  private static final String SNAPSHOT_MODE = "snapshot.mode";

  private final Rest rest;

  public SourceConnector(RestAccess connect) {
    this.rest = new Rest("Kafka Connect", connect);
  }

  /** What a connector without a position in the binlog reads first. */
  public enum Beginning {
    /** All existing rows, then changes. */
    ALL_ROWS("initial"),
    /** The definitions of the tables, then changes. */
    DEFINITIONS_ONLY("no_data");

    private final String snapshotMode;

    Beginning(String snapshotMode) {
      this.snapshotMode = snapshotMode;
    }
  }

  /**
   * Registers the connector, or updates it if the worker knows it already.
   *
   * @throws OperationException if the worker rejects it
   */
  public void register(SourceSettings source) throws IOException, InterruptedException {
    Map<String, String> definition = new LinkedHashMap<>(ConnectorTemplate.render(source));
    definition.put(SNAPSHOT_MODE, Beginning.ALL_ROWS.snapshotMode);
    configure(definition);
  }

  /** Changes what the connector reads first, and nothing else of its configuration. */
  public void beginWith(Beginning beginning) throws IOException, InterruptedException {
    Map<String, String> definition = definition();
    definition.put(SNAPSHOT_MODE, beginning.snapshotMode);
    configure(definition);
  }

  /** The connector's configuration, with references instead of passwords. */
  public Map<String, String> definition() throws IOException, InterruptedException {
    Map<String, String> definition = new LinkedHashMap<>();
    rest.get(path("/config"))
        .fields()
        .forEachRemaining(field -> definition.put(field.getKey(), field.getValue().asText()));
    return definition;
  }

  /**
   * Replaces the connector's configuration.
   *
   * @throws OperationException if the worker rejects it
   */
  public void configure(Map<String, String> definition) throws IOException, InterruptedException {
    Await.until(
        BUSY_LIMIT,
        () -> isAccepted(definition),
        "The connector could not be configured: Kafka Connect has been busy for %d s. Try again."
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
      throw new OperationException("Kafka Connect rejects the connector: " + e.getMessage(), e);
    }
  }

  /** Whether the connector's task runs. */
  public boolean runs() throws IOException, InterruptedException {
    JsonNode tasks = status().path("tasks");
    return tasks.size() == 1 && tasks.get(0).path("state").asText().equals("RUNNING");
  }

  /** Why the connector or its task has failed, if it has: the innermost cause of its trace. */
  public Optional<String> failure() throws IOException, InterruptedException {
    JsonNode status = status();
    for (JsonNode part : new JsonNode[] {status.path("connector"), status.path("tasks").path(0)}) {
      if (part.path("state").asText().equals("FAILED")) {
        return Optional.of(Rest.cause(part.path("trace").asText()));
      }
    }
    return Optional.empty();
  }

  /** Restarts the failed parts of the connector. */
  public void restartFailed() throws IOException, InterruptedException {
    rest.post(path("/restart?includeTasks=true&onlyFailed=true"), Map.of());
  }

  /** Ends the connector's task. The connector stays registered. */
  public void stop() throws IOException, InterruptedException {
    rest.put(path("/stop"), Map.of());
  }

  /** Whether somebody has stopped the connector, and its task has ended. */
  public boolean isStopped() throws IOException, InterruptedException {
    JsonNode status = status();
    return status.path("connector").path("state").asText().equals("STOPPED")
        && status.path("tasks").isEmpty();
  }

  /** Whether somebody has paused the connector. */
  public boolean isPaused() throws IOException, InterruptedException {
    return status().path("connector").path("state").asText().equals("PAUSED");
  }

  /** Continues a connector that was stopped or paused. */
  public void resume() throws IOException, InterruptedException {
    rest.put(path("/resume"), Map.of());
  }

  /**
   * The position of the connector in the binlog, as Connect keeps it: one object with `partition`
   * and `offset`. Missing if it has none.
   */
  public JsonNode position() throws IOException, InterruptedException {
    return rest.get(path("/offsets")).path("offsets").path(0);
  }

  /**
   * Deletes the binlog position of a stopped connector.
   *
   * @return false if the worker is not ready for it yet
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

  private static String path(String part) {
    return "/connectors/" + ConnectorTemplate.CONNECTOR + part;
  }
}
