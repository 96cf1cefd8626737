package io.fanfare.jobs.runtime;

import io.fanfare.schemas.settings.Settings;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings that a job's correctness depends on; all others are the cluster's. */
public final class JobEnvironment {

  /** Key groups that state is cut into. It must never change: another number loses the state. */
  public static final int MAX_PARALLELISM = 128;

  /** How long a buffer waits for more records, in ms. Each shuffle adds it to the latency. */
  private static final long BUFFER_TIMEOUT = 5;

  private static final String PARALLELISM = "parallelism";

  private JobEnvironment() {}

  /**
   * The settings of a job. Its parallelism is that of the environment (`-p`, `parallelism.default`)
   * if nobody gives another.
   */
  public static Settings settings(String[] arguments) {
    int parallelism = StreamExecutionEnvironment.getExecutionEnvironment().getParallelism();
    return Settings.of(arguments, System.getenv())
        .withDefault(PARALLELISM, Integer.toString(parallelism));
  }

  /**
   * @param parallelism of all operators that do not set their own
   */
  public static StreamExecutionEnvironment create(int parallelism) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(strict());
    environment.setParallelism(parallelism);
    environment.setMaxParallelism(MAX_PARALLELISM);
    environment.setBufferTimeout(BUFFER_TIMEOUT);
    return environment;
  }

  /**
   * The environment of a batch job, which ends with its input. It has no state to restore, so its
   * operators need no uids; they hold records for longer than a call.
   *
   * @param parallelism of all operators
   */
  public static StreamExecutionEnvironment createBatch(int parallelism) {
    Configuration configuration = strict();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    configuration.set(PipelineOptions.OBJECT_REUSE, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
    environment.setParallelism(parallelism);
    environment.setMaxParallelism(MAX_PARALLELISM);
    return environment;
  }

  /**
   * Runs a job. The JobManager shows its arguments, where operators' commands read them.
   *
   * @param arguments pairs of `--key` and value; secrets are in files
   * @throws IllegalStateException if the environment has no checkpoints
   */
  public static void execute(
      StreamExecutionEnvironment environment, String name, String[] arguments) throws Exception {
    requireCheckpoints(environment, name);
    executeBatch(environment, name, arguments);
  }

  /** The same for a batch job, which has no checkpoints: if it fails, it starts again. */
  public static void executeBatch(
      StreamExecutionEnvironment environment, String name, String[] arguments) throws Exception {
    Configuration parameters = new Configuration();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      parameters.setString(arguments[i].substring("--".length()), arguments[i + 1]);
    }
    parameters.setString(PARALLELISM, Integer.toString(environment.getParallelism()));
    environment.getConfig().setGlobalJobParameters(parameters);
    environment.execute(name);
  }

  /** Without checkpoints, a restarted job would begin again, at the beginning of its log. */
  static void requireCheckpoints(StreamExecutionEnvironment environment, String name) {
    if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
      throw new IllegalStateException(
          ("The job %s needs checkpoints, and this environment makes none: set"
                  + " execution.checkpointing.interval in Flink's configuration.")
              .formatted(name));
    }
  }

  /**
   * Checks in `open` that an operator runs with the parallelism that the job was made for. Markers
   * have a copy for each subtask, so a scheduler that chooses another number would lose them all.
   *
   * @throws IllegalStateException if it does not
   */
  public static void requireParallelism(RuntimeContext context) {
    String made = context.getGlobalJobParameters().get(PARALLELISM);
    int runs = context.getTaskInfo().getNumberOfParallelSubtasks();
    if (made != null && Integer.parseInt(made) != runs) {
      throw new IllegalStateException(
          ("%s runs with %d subtasks, but the job was made for %s: start the job with --parallelism"
                  + " %d, and use neither the adaptive scheduler nor its reactive mode.")
              .formatted(context.getTaskInfo().getTaskName(), runs, made, runs));
    }
  }

  /** Refuses what would break a later upgrade: generated uids, and types that need Kryo. */
  public static Configuration strict() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // No operator changes a record that it has emitted, so chained operators need no copies.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return configuration;
  }
}
