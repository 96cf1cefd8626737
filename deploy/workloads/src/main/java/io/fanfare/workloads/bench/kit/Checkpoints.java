package io.fanfare.workloads.bench.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checkpoints of all jobs; reports each once, when it has ended. */
public final class Checkpoints {

  private static final String COMPLETED = "COMPLETED";
  private static final String IN_PROGRESS = "IN_PROGRESS";

  private final FlinkJobs jobs;
  private final Map<String, Long> reported = new HashMap<>();

  /** From the next one to end. */
  public Checkpoints(FlinkJobs jobs) throws IOException, InterruptedException {
    this.jobs = jobs;
    look();
  }

  /**
   * @param millis from its trigger to its end
   * @param completed whether it did not fail
   */
  public record Checkpoint(String job, long id, long millis, long bytes, boolean completed) {}

  /** Those that have ended since this was asked last. Flink remembers ten of each job. */
  public List<Checkpoint> look() throws IOException, InterruptedException {
    List<Checkpoint> ended = new ArrayList<>();
    for (Map.Entry<String, String> job : jobs.running().entrySet()) {
      ended.addAll(
          ended(
              job.getKey(),
              jobs.get("/jobs/" + job.getValue() + "/checkpoints").path("history"),
              reported.getOrDefault(job.getKey(), 0L)));
    }
    ended.forEach(checkpoint -> reported.merge(checkpoint.job, checkpoint.id, Math::max));
    return ended;
  }

  /** What has ended of a job's history, after the one that was reported last. */
  public static List<Checkpoint> ended(String job, JsonNode history, long reported) {
    List<Checkpoint> ended = new ArrayList<>();
    for (JsonNode each : history) {
      long id = each.path("id").asLong();
      String status = each.path("status").asText();
      if (id > reported && !status.equals(IN_PROGRESS)) {
        ended.add(
            new Checkpoint(
                job,
                id,
                each.path("end_to_end_duration").asLong(),
                each.path("state_size").asLong(),
                status.equals(COMPLETED)));
      }
    }
    return ended;
  }
}
