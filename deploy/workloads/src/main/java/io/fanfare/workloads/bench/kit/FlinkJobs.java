package io.fanfare.workloads.bench.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The jobs that a JobManager runs, looked at through its REST interface. */
final class FlinkJobs {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** How old Flink's figures may become before it collects others. */
  private static final Duration FIGURES_AGE = Duration.ofSeconds(11);

  /** How long it takes to collect them. */
  private static final Duration FIGURES_COLLECTED = Duration.ofSeconds(2);

  private final String flink;

  /**
   * @param flink URL of the JobManager's REST interface
   */
  FlinkJobs(String flink) {
    this.flink = flink;
  }

  /** Ids of the jobs that run, by name. */
  Map<String, String> running() throws IOException, InterruptedException {
    Map<String, String> ids = new HashMap<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("state").asText().equals("RUNNING")) {
        ids.put(job.path("name").asText(), job.path("jid").asText());
      }
    }
    return ids;
  }

  /** How long the newest run of a job took, or has taken so far, s. */
  double seconds(String name) throws IOException, InterruptedException {
    long newest = -1;
    double seconds = 0;
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name) && job.path("start-time").asLong() > newest) {
        newest = job.path("start-time").asLong();
        seconds = job.path("duration").asLong() / 1e3;
      }
    }
    return seconds;
  }

  /**
   * How long the tasks of a job that runs have been busy since they began, s. A task that waits for
   * a processor is busy, so this is an upper bound of the job's CPU. Takes 13 s: Flink collects the
   * figures at most every 10 s, and only if somebody asks.
   */
  double busySeconds(String name) throws IOException, InterruptedException {
    Thread.sleep(FIGURES_AGE.toMillis());
    sumOfBusySeconds(name);
    Thread.sleep(FIGURES_COLLECTED.toMillis());
    return sumOfBusySeconds(name);
  }

  private double sumOfBusySeconds(String name) throws IOException, InterruptedException {
    double millis = 0;
    for (JsonNode vertex : get("/jobs/" + id(name)).path("vertices")) {
      millis += vertex.path("metrics").path("accumulated-busy-time").asDouble();
    }
    return millis / 1e3;
  }

  String id(String name) throws IOException, InterruptedException {
    String id = running().get(name);
    if (id == null) {
      throw new OperationException("Flink runs no job " + name + ".");
    }
    return id;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(flink + path)));
  }

  JsonNode post(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(flink + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
    return JSON.readTree(answer.body());
  }
}
