package io.fanfare.ops.jobs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job of the pipeline at one moment.
 *
 * @param state as Flink names it; `STARTING` until all tasks run, `MISSING` if there is no such job
 * @param restarts since it was started
 * @param lag records of its topics that it had not read at its last checkpoint; compacted ones
 *     count, too; null if it has had none
 * @param lagAge how long the oldest of them has been in its topic; null if there is none, or if
 *     Kafka does not return it in time
 * @param checkpointAge how old its last checkpoint is; null if it has none
 * @param checkpoint where it is; null if it has none
 * @param failure its last failure, in one line; null if there was none
 */
public record JobState(
    String name,
    String state,
    long restarts,
    @Nullable Long lag,
    @Nullable Duration lagAge,
    @Nullable Duration checkpointAge,
    @Nullable String checkpoint,
    @Nullable String failure) {

  static final String MISSING = "MISSING";
  static final String STARTING = "STARTING";

  static JobState missing(String name) {
    return new JobState(name, MISSING, 0, null, null, null, null, null);
  }

  /** Whether it runs. */
  public boolean isRunning() {
    return state.equals("RUNNING");
  }

  /** Its state in words, with its last failure if it does not run. */
  public String describe() {
    return state.toLowerCase(Locale.ROOT)
        + (isRunning() || failure == null ? "" : ", last failure: " + failure);
  }

  /** As a JSON document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("state", state);
    document.put("restarts", restarts);
    if (lag != null) {
      document.put("lagRecords", lag);
    }
    if (lagAge != null) {
      document.put("lagSeconds", lagAge.toSeconds());
    }
    if (checkpointAge != null) {
      document.put("checkpointAgeSeconds", checkpointAge.toSeconds());
      document.put("checkpoint", checkpoint);
    }
    if (failure != null) {
      document.put("failure", failure);
    }
    return document;
  }
}
