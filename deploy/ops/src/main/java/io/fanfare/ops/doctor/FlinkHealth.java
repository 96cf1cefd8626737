package io.fanfare.ops.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.jobs.JobState;
import io.fanfare.ops.jobs.PipelineJobs;
import io.fanfare.ops.rest.Rest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Flink: version, what the jobs need of its configuration, and the jobs. */
record FlinkHealth(PipelineAccess pipeline) implements Check {

  private static final String VERSION = "1.20.";
  private static final String INTERVAL = "execution.checkpointing.interval";
  private static final String BACKEND = "state.backend.type";
  private static final String FORMER_BACKEND = "state.backend";
  private static final String SCHEDULER = "jobmanager.scheduler";

  @Override
  public String server() {
    return "Flink " + pipeline.requireFlink().rest();
  }

  @Override
  public void add(List<Finding> findings) throws IOException, InterruptedException {
    Rest rest = new Rest("Flink's JobManager", pipeline.requireFlink().rest());
    String version = rest.get("/config").path("flink-version").asText();
    if (!version.startsWith(VERSION)) {
      findings.add(Finding.problem("Its version is %s, not %sx.", version, VERSION));
    }
    Map<String, String> settings = new HashMap<>();
    for (JsonNode setting : rest.get("/jobmanager/config")) {
      settings.put(setting.path("key").asText(), setting.path("value").asText());
    }
    if (!settings.containsKey(INTERVAL)) {
      findings.add(
          Finding.problem("%s is not set, so jobs refuse to start: set it, as 10s.", INTERVAL));
    }
    if (!"rocksdb".equals(settings.getOrDefault(BACKEND, settings.get(FORMER_BACKEND)))) {
      findings.add(
          Finding.advice(
              "%s is not rocksdb: state must fit the heap, and a rebuild from a savepoint is"
                  + " refused.",
              BACKEND));
    }
    if ("adaptive".equalsIgnoreCase(settings.get(SCHEDULER))) {
      findings.add(
          Finding.problem("%s is adaptive, which the jobs refuse: set it to default.", SCHEDULER));
    }
    for (JobState job : new PipelineJobs(pipeline).list()) {
      if (!job.isRunning()) {
        findings.add(
            Finding.problem(
                "The job %s is %s: see its log, or start it with `fanfare jobs start`.",
                job.name(), job.describe()));
      }
    }
  }
}
