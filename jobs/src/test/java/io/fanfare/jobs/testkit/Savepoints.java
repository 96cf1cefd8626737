package io.fanfare.jobs.testkit;

import static org.awaitility.Awaitility.await;

import io.fanfare.jobs.runtime.JobEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointConfigOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Golden savepoints: one of each release, which every later release must restore. A test makes the
 * savepoint of this code in `target/savepoints/JOB`; a release keeps a copy of it in
 * `src/test/resources/savepoints/RELEASE/JOB`.
 */
public final class Savepoints {

  private static final Path MADE = Path.of("target", "savepoints");
  private static final long PATIENCE_S = 120;

  private Savepoints() {}

  /** The kept savepoints of a job, the oldest release first. */
  public static List<Path> kept(String job) {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/savepoints"))) {
      return files
          .filter(file -> file.endsWith(Path.of(job, "_metadata")))
          .map(file -> file.getParent().toAbsolutePath())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment of a job that starts from a savepoint, or without one. */
  public static StreamExecutionEnvironment environment(int parallelism, @Nullable Path savepoint) {
    Configuration configuration = JobEnvironment.strict();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    // All state goes into the one file `_metadata`.
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    if (savepoint != null) {
      configuration.set(SavepointConfigOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    environment.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
    return environment;
  }

  /**
   * Makes the savepoint of a running job, and ends the job.
   *
   * @param meanwhile is called repeatedly to give the job work, so that some of it is unfinished
   *     when the savepoint is taken
   */
  public static Path make(String job, JobClient running, Runnable meanwhile) throws Exception {
    Path made = Files.createDirectories(MADE.resolve(job).toAbsolutePath());
    // A savepoint contains the path where it was written, which must not be a checkout.
    Path temporary = Files.createTempDirectory("savepoint");
    CompletableFuture<String> savepoint =
        running.triggerSavepoint(temporary.toUri().toString(), SavepointFormatType.CANONICAL);
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(PATIENCE_S))
        .until(
            () -> {
              meanwhile.run();
              return savepoint.isDone();
            });
    running.cancel().get(PATIENCE_S, TimeUnit.SECONDS);
    Path directory = Path.of(URI.create(savepoint.get()));
    Files.move(
        directory.resolve("_metadata"),
        made.resolve("_metadata"),
        StandardCopyOption.REPLACE_EXISTING);
    // Fails if there is another file: a kept savepoint is one file.
    Files.delete(directory);
    Files.delete(temporary);
    return made;
  }
}
