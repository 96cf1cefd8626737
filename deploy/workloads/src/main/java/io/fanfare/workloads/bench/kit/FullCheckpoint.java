package io.fanfare.workloads.bench.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.OperationException;
import java.io.IOException;

/** Has a job take a full checkpoint, to see how large its state is. */
public final class FullCheckpoint {

  private static final long POLL_MILLIS = 100;
  private static final int LOOKS = 1_200;

  private final FlinkJobs jobs;

  public FullCheckpoint(FlinkJobs jobs) {
    this.jobs = jobs;
  }

  /** Bytes of a full checkpoint of a job, by its name, taken now. */
  public long bytes(String job) throws IOException, InterruptedException {
    String checkpoints = "/jobs/" + jobs.id(job) + "/checkpoints";
    String trigger =
        jobs.post(checkpoints, "{\"checkpointType\": \"FULL\"}").path("request-id").asText();
    for (int i = 0; i < LOOKS; i++) {
      JsonNode taken = jobs.get(checkpoints + "/" + trigger);
      if (taken.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode operation = taken.path("operation");
        if (!operation.has("checkpointId")) {
          throw new OperationException("Flink took no checkpoint: " + operation);
        }
        long id = operation.path("checkpointId").asLong();
        return jobs.get(checkpoints + "/details/" + id).path("state_size").asLong();
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new OperationException("Flink took no checkpoint of " + job + " in two minutes.");
  }
}
