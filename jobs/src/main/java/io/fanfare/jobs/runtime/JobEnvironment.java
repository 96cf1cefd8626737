package io.fanfare.jobs.runtime;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings that a job's correctness depends on; all others are the cluster's. */
public final class JobEnvironment {

  /** Key groups that state is cut into. It must never change: another number loses the state. */
  public static final int MAX_PARALLELISM = 128;

  /** How long a buffer waits for more records, in ms. Each shuffle adds it to the latency. */
  private static final long BUFFER_TIMEOUT = 5;

  private JobEnvironment() {}

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
   * Runs a job. The JobManager shows its arguments, where operators' commands read them.
   *
   * @param arguments pairs of `--key` and value; secrets are in files
   */
  public static void execute(
      StreamExecutionEnvironment environment, String name, String[] arguments) throws Exception {
    Configuration parameters = new Configuration();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      parameters.setString(arguments[i].substring("--".length()), arguments[i + 1]);
    }
    environment.getConfig().setGlobalJobParameters(parameters);
    environment.execute(name);
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
