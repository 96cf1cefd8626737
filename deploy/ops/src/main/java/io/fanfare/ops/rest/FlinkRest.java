package io.fanfare.ops.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fanfare.ops.RestAccess;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The REST interface of the JobManager. */
public final class FlinkRest {

  private final Rest rest;

  /** The outcome of a savepoint; its location is null if it failed. */
  public record Savepoint(@Nullable String location) {
    public boolean isComplete() {
      return location != null;
    }
  }

  /** A checkpoint, and when it was triggered by the JobManager's clock. */
  public record Checkpoint(String location, Instant triggered) {}

  /** A job that the JobManager knows, ended or not. */
  public record Job(String id, String name, String state, long startMillis) {}

  public FlinkRest(RestAccess access) {
    this.rest = new Rest("Flink's JobManager", access);
  }

  /** Every job that the JobManager knows. */
  public List<Job> jobs() throws IOException, InterruptedException {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      jobs.add(
          new Job(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("start-time").asLong()));
    }
    return jobs;
  }

  /** The job parameters that a program has published. */
  public Map<String, String> parameters(String jobId) throws IOException, InterruptedException {
    Map<String, String> parameters = new HashMap<>();
    rest.get("/jobs/" + jobId + "/config")
        .at("/execution-config/user-config")
        .fields()
        .forEachRemaining(field -> parameters.put(field.getKey(), field.getValue().asText()));
    return parameters;
  }

  /** Slots of the TaskManagers that are registered. */
  public int slots() throws IOException, InterruptedException {
    return rest.get("/overview").path("slots-total").asInt();
  }

  /** Whether every task of a job runs: Flink reports the job itself as running long before. */
  public boolean allTasksRun(String jobId) throws IOException, InterruptedException {
    JsonNode vertices = rest.get("/jobs/" + jobId).path("vertices");
    for (JsonNode vertex : vertices) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return !vertices.isEmpty();
  }

  /** The last failure of a job, if any: the first line of its stack trace. */
  public Optional<String> failure(String jobId) throws IOException, InterruptedException {
    return firstLine(rest.get("/jobs/" + jobId + "/exceptions"));
  }

  /** The same, if it was after a time. */
  public Optional<String> failureAfter(String jobId, Instant time)
      throws IOException, InterruptedException {
    JsonNode exceptions = rest.get("/jobs/" + jobId + "/exceptions");
    return exceptions.path("timestamp").asLong() > time.toEpochMilli()
        ? firstLine(exceptions)
        : Optional.empty();
  }

  private static Optional<String> firstLine(JsonNode exceptions) {
    return exceptions.path("root-exception").asText("").lines().findFirst();
  }

  /** How often a job has been restarted since it was started. */
  public long restarts(String jobId) throws IOException, InterruptedException {
    return rest.get("/jobs/" + jobId + "/metrics?get=numRestarts").path(0).path("value").asLong();
  }

  /** The newest checkpoint of a job that can be restored; empty if it has none. */
  public Optional<Checkpoint> lastCheckpoint(String jobId)
      throws IOException, InterruptedException {
    JsonNode last = rest.get("/jobs/" + jobId + "/checkpoints").at("/latest/completed");
    return last.hasNonNull("external_path")
        ? Optional.of(
            new Checkpoint(
                last.path("external_path").asText(),
                Instant.ofEpochMilli(last.path("trigger_timestamp").asLong())))
        : Optional.empty();
  }

  /**
   * Records that a part of a job has emitted in its present try; 0 if it has no such part yet.
   *
   * @param operator the name of an operator in it
   */
  public long written(String jobId, String operator) throws IOException, InterruptedException {
    return vertex(jobId, operator).at("/metrics/write-records").asLong();
  }

  /**
   * The sum of a counter of an operator over its subtasks; 0 if there is none yet.
   *
   * @param operator its name
   */
  public long counter(String jobId, String operator, String counter)
      throws IOException, InterruptedException {
    String vertex = vertex(jobId, operator).path("id").asText();
    if (vertex.isEmpty()) {
      return 0;
    }
    String metrics = "/jobs/" + jobId + "/vertices/" + vertex + "/subtasks/metrics";
    for (JsonNode metric : rest.get(metrics)) {
      String name = metric.path("id").asText();
      if (name.endsWith(operator + "." + counter)) {
        String query = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return rest.get(metrics + "?agg=sum&get=" + query).path(0).path("sum").asLong();
      }
    }
    return 0;
  }

  private JsonNode vertex(String jobId, String operator) throws IOException, InterruptedException {
    for (JsonNode vertex : rest.get("/jobs/" + jobId).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        return vertex;
      }
    }
    return MissingNode.getInstance();
  }

  /** The checkpoints and savepoints of a job that Flink lists and that still exist. */
  public List<String> restorePoints(String jobId) throws IOException, InterruptedException {
    JsonNode checkpoints = rest.get("/jobs/" + jobId + "/checkpoints");
    List<String> places = new ArrayList<>();
    for (JsonNode one : checkpoints.path("history")) {
      if (one.path("status").asText().equals("COMPLETED")
          && one.hasNonNull("external_path")
          && !one.path("discarded").asBoolean()) {
        places.add(one.path("external_path").asText());
      }
    }
    JsonNode savepoint = checkpoints.at("/latest/savepoint/external_path");
    if (!savepoint.isMissingNode() && !places.contains(savepoint.asText())) {
      places.add(savepoint.asText());
    }
    return places;
  }

  /** Uploads a jar and returns the id under which it is kept. */
  public String upload(Path jar) throws IOException, InterruptedException {
    String boundary = "fanfare-" + UUID.randomUUID();
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="jarfile"; filename="%s"\r
        Content-Type: application/x-java-archive\r
        \r
        """
            .formatted(boundary, jar.getFileName());
    HttpRequest.Builder request =
        rest.request("/jars/upload")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofByteArray(head.getBytes(StandardCharsets.UTF_8)),
                    BodyPublishers.ofFile(jar),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")));
    return Path.of(rest.send(request).path("filename").asText()).getFileName().toString();
  }

  public void deleteJar(String jarId) throws IOException, InterruptedException {
    rest.delete("/jars/" + jarId);
  }

  /**
   * Starts a job.
   *
   * @param jobId 32 hexadecimal digits that the caller chooses
   * @param restoreFrom URI of a checkpoint or savepoint; empty to start without state
   */
  public void run(
      String jarId,
      String mainClass,
      List<String> arguments,
      String jobId,
      Optional<String> restoreFrom)
      throws IOException, InterruptedException {
    Map<String, Object> request = new HashMap<>();
    request.put("entryClass", mainClass);
    request.put("programArgsList", arguments);
    request.put("jobId", jobId);
    restoreFrom.ifPresent(uri -> request.put("savepointPath", uri));
    rest.post("/jars/" + jarId + "/run", request);
  }

  /**
   * The name that a program of a jar gives its job. The JobManager runs the program up to there,
   * and starts no job.
   */
  public String plannedName(String jarId, String mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    Map<String, Object> request = Map.of("entryClass", mainClass, "programArgsList", arguments);
    return rest.post("/jars/" + jarId + "/plan", request).at("/plan/name").asText();
  }

  /** Asks a job to end without a savepoint. It ends some time later. */
  public void cancel(String jobId) throws IOException, InterruptedException {
    rest.patch("/jobs/" + jobId + "?mode=cancel");
  }

  /**
   * Asks a job to stop with a savepoint.
   *
   * @param directory URI of the directory in which the savepoint gets one of its own
   * @return the request, for {@link #savepointOf}
   */
  public String stop(String jobId, String directory) throws IOException, InterruptedException {
    Map<String, Object> request =
        Map.of("drain", false, "formatType", "NATIVE", "targetDirectory", directory);
    return rest.post("/jobs/" + jobId + "/stop", request).path("request-id").asText();
  }

  /**
   * Asks a job to write a savepoint and to continue.
   *
   * @param directory as for {@link #stop}
   * @return the request, for {@link #savepointOf}
   */
  public String savepoint(String jobId, String directory) throws IOException, InterruptedException {
    Map<String, Object> request =
        Map.of("cancel-job", false, "formatType", "NATIVE", "target-directory", directory);
    return rest.post("/jobs/" + jobId + "/savepoints", request).path("request-id").asText();
  }

  /**
   * The outcome of a request for a savepoint, whether the job stops with it or continues.
   *
   * @return empty while it is in progress
   */
  public Optional<Savepoint> savepointOf(String jobId, String request)
      throws IOException, InterruptedException {
    JsonNode savepoint = rest.get("/jobs/" + jobId + "/savepoints/" + request);
    boolean ended = savepoint.path("status").path("id").asText().equals("COMPLETED");
    return ended
        ? Optional.of(new Savepoint(savepoint.path("operation").path("location").asText(null)))
        : Optional.empty();
  }
}
