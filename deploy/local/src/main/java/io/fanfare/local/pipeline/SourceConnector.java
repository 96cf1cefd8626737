package io.fanfare.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.local.Source;
import io.fanfare.local.StackException;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The connector that brings the source's changes to Kafka. */
final class SourceConnector {

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration BUSY_LIMIT = Duration.ofMinutes(1);
  private static final long BUSY_MILLIS = 250;

  private final StackSettings settings;
  private final Rest rest;

  SourceConnector(StackSettings settings) {
    this.settings = settings;
    this.rest = new Rest("Kafka Connect", settings.ports().connect());
  }

  /** What the connector reads first, where it has no place in the binlog yet. */
  enum Beginning {
    /** All rows that exist, then what changes. */
    ALL_ROWS("initial"),
    /** What the tables look like, then what changes. */
    TABLES_ALONE("no_data");

    private final String snapshotMode;

    Beginning(String snapshotMode) {
      this.snapshotMode = snapshotMode;
    }
  }

  /** Says to the worker what the connector is, whether it knows it already or not. */
  void register() throws IOException, InterruptedException {
    register(Beginning.ALL_ROWS);
  }

  void register(Beginning beginning) throws IOException, InterruptedException {
    Map<String, String> definition = new LinkedHashMap<>(ConnectorTemplate.render(source()));
    definition.put("snapshot.mode", beginning.snapshotMode);
    Instant limit = Instant.now().plus(BUSY_LIMIT);
    while (true) {
      try {
        rest.put(path("/config"), definition);
        return;
      } catch (RestException e) {
        if (!e.isConflict() || Instant.now().isAfter(limit)) {
          throw new StackException("The connector was refused: " + e.getMessage(), e);
        }
        Thread.sleep(BUSY_MILLIS);
      }
    }
  }

  /** Whether the connector's task runs. */
  boolean runs() throws IOException, InterruptedException {
    JsonNode tasks = status().path("tasks");
    return tasks.size() == 1 && tasks.get(0).path("state").asText().equals("RUNNING");
  }

  /** What made the connector or its task fail, if it failed: the first line of its trace. */
  Optional<String> failure() throws IOException, InterruptedException {
    JsonNode status = status();
    for (JsonNode part : new JsonNode[] {status.path("connector"), status.path("tasks").path(0)}) {
      if (part.path("state").asText().equals("FAILED")) {
        return Optional.of(cause(part.path("trace").asText()));
      }
    }
    return Optional.empty();
  }

  /** Starts again what failed of the connector. */
  void restartFailed() throws IOException, InterruptedException {
    rest.post(path("/restart?includeTasks=true&onlyFailed=true"), Map.of());
  }

  /** Ends the connector's task; it stays registered. */
  void stop() throws IOException, InterruptedException {
    rest.put(path("/stop"), Map.of());
  }

  boolean isStopped() throws IOException, InterruptedException {
    JsonNode status = status();
    return status.path("connector").path("state").asText().equals("STOPPED")
        && status.path("tasks").isEmpty();
  }

  void resume() throws IOException, InterruptedException {
    rest.put(path("/resume"), Map.of());
  }

  /**
   * Makes a connector that is stopped forget where it stands in the binlog.
   *
   * @return false if the worker is not ready for that yet
   */
  boolean forgetPosition() throws IOException, InterruptedException {
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

  /** The innermost cause says more than what wraps it. */
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

  private SourceSettings source() {
    Source source = settings.source();
    Path password = source.capturePasswordFile();
    return new SourceSettings(
        source.flavour(),
        source.host(),
        source.port(),
        source.captureUser(),
        "${directory:" + password.getParent() + ":" + password.getFileName() + "}",
        source.database(),
        source.serverId(),
        Launch.HOST + ":" + settings.ports().kafka(),
        HEARTBEAT,
        POLL);
  }
}
