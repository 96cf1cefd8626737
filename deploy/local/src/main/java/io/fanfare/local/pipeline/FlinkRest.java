package io.fanfare.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The REST interface of the JobManager. */
final class FlinkRest {

  private final Rest rest;

  FlinkRest(int port) {
    this.rest = new Rest("Flink's JobManager", port);
  }

  /** State of every job that the JobManager knows, by id. */
  Map<String, String> jobs() throws IOException, InterruptedException {
    Map<String, String> states = new HashMap<>();
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      states.put(job.path("jid").asText(), job.path("state").asText());
    }
    return states;
  }

  /** Slots of the TaskManagers that are registered. */
  int slots() throws IOException, InterruptedException {
    return rest.get("/overview").path("slots-total").asInt();
  }

  /** Whether every task of a job runs: the job itself is called running long before. */
  boolean allTasksRun(String jobId) throws IOException, InterruptedException {
    JsonNode vertices = rest.get("/jobs/" + jobId).path("vertices");
    for (JsonNode vertex : vertices) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return !vertices.isEmpty();
  }

  /** What made a job fail last, if anything did: the first line of the stack trace. */
  Optional<String> failure(String jobId) throws IOException, InterruptedException {
    JsonNode exceptions = rest.get("/jobs/" + jobId + "/exceptions");
    return exceptions.path("root-exception").asText("").lines().findFirst();
  }

  /** Uploads a jar and says under which id it is kept. */
  String upload(Path jar) throws IOException, InterruptedException {
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

  void forget(String jarId) throws IOException, InterruptedException {
    rest.delete("/jars/" + jarId);
  }

  /** Starts a job under an id of our choice, from a checkpoint or savepoint if one is given. */
  void run(String jarId, JobDefinition job, String jobId, Optional<Path> restoreFrom)
      throws IOException, InterruptedException {
    Map<String, Object> request = new HashMap<>();
    request.put("entryClass", job.mainClass());
    request.put("programArgsList", job.arguments());
    request.put("jobId", jobId);
    restoreFrom.ifPresent(path -> request.put("savepointPath", "file://" + path));
    rest.post("/jars/" + jarId + "/run", request);
  }

  /** Has a job end without one; it takes a moment. */
  void cancel(String jobId) throws IOException, InterruptedException {
    rest.patch("/jobs/" + jobId + "?mode=cancel");
  }

  /**
   * Has a job stop with a savepoint.
   *
   * @return under which name its end is asked for
   */
  String stop(String jobId, Path savepoints) throws IOException, InterruptedException {
    Files.createDirectories(savepoints);
    Map<String, Object> request =
        Map.of("drain", false, "formatType", "NATIVE", "targetDirectory", "file://" + savepoints);
    return rest.post("/jobs/" + jobId + "/stop", request).path("request-id").asText();
  }

  /**
   * Has a job write a savepoint and go on.
   *
   * @return under which name its end is asked for
   */
  String savepoint(String jobId, Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Map<String, Object> request =
        Map.of(
            "cancel-job", false, "formatType", "NATIVE", "target-directory", "file://" + directory);
    return rest.post("/jobs/" + jobId + "/savepoints", request).path("request-id").asText();
  }

  /**
   * How a savepoint ended, whether the job stopped with it or goes on.
   *
   * @return empty while it has not; else whether there is a savepoint
   */
  Optional<Boolean> saved(String jobId, String request) throws IOException, InterruptedException {
    JsonNode savepoint = rest.get("/jobs/" + jobId + "/savepoints/" + request);
    boolean ended = savepoint.path("status").path("id").asText().equals("COMPLETED");
    return ended ? Optional.of(savepoint.path("operation").has("location")) : Optional.empty();
  }
}
