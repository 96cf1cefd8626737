package io.fanfare.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.local.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Has a job take a full checkpoint, to see how large its state is. */
final class FullCheckpoint {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long POLL_MILLIS = 100;
  private static final int LOOKS = 1_200;

  private final String flink;

  /**
   * @param flink URL of the JobManager's REST interface
   */
  FullCheckpoint(String flink) {
    this.flink = flink;
  }

  /** Bytes of a full checkpoint of a job, by its name, taken now. */
  long bytes(String job) throws IOException, InterruptedException {
    String checkpoints = "/jobs/" + id(job) + "/checkpoints";
    String trigger =
        send(HttpRequest.newBuilder(URI.create(flink + checkpoints))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"checkpointType\": \"FULL\"}")))
            .path("request-id")
            .asText();
    for (int i = 0; i < LOOKS; i++) {
      JsonNode taken = get(checkpoints + "/" + trigger);
      if (taken.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode operation = taken.path("operation");
        if (!operation.has("checkpointId")) {
          throw new StackException("Flink took no checkpoint: " + operation);
        }
        long id = operation.path("checkpointId").asLong();
        return get(checkpoints + "/details/" + id).path("state_size").asLong();
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new StackException("Flink took no checkpoint of " + job + " in two minutes.");
  }

  private String id(String job) throws IOException, InterruptedException {
    for (JsonNode known : get("/jobs/overview").path("jobs")) {
      if (known.path("name").asText().equals(job)
          && known.path("state").asText().equals("RUNNING")) {
        return known.path("jid").asText();
      }
    }
    throw new StackException("Flink runs no job " + job + ".");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(flink + path)));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
    return JSON.readTree(answer.body());
  }
}
