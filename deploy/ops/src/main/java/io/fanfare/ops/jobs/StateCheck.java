package io.fanfare.ops.jobs;

import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Checkpoint;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.savepoints.CheckpointFolder;
import io.fanfare.ops.savepoints.SavepointReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Refuses a savepoint or checkpoint that does not fit an uploaded jar, before anything is done. */
final class StateCheck {

  private static final int ATTEMPTS = 3;

  private final FlinkAccess flink;
  private final FlinkRest rest;
  private final SavepointReader reader;
  private final Consumer<String> lines;

  StateCheck(PipelineAccess pipeline, FlinkRest rest, Consumer<String> lines) {
    this.flink = pipeline.requireFlink();
    this.rest = rest;
    this.reader = new SavepointReader(rest, pipeline.kafka());
    this.lines = lines;
  }

  /** Compares the savepoint that a job is to start from with the jar and the topics. */
  void requireStartable(String name, String jar, String from)
      throws IOException, InterruptedException {
    List<String> problems;
    try {
      problems =
          reader.read(jar, List.of(from)).stream()
              .flatMap(read -> read.problems().stream())
              .toList();
    } catch (RestException e) {
      problems = List.of("It is not known whether the savepoint fits: " + e.getMessage() + ".");
    }
    if (!problems.isEmpty()) {
      throw new OperationException(
          "The job %s was not started: %s `--unchecked` starts it all the same."
              .formatted(name, String.join(" ", problems)));
    }
  }

  /**
   * Compares the state of a job, as of its last checkpoint, with that of the jar. Flink may remove
   * the checkpoint while it is read, so what differs is read again.
   */
  void requireRestorable(Job job, String jar) throws IOException, InterruptedException {
    List<String> problems = List.of();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Checkpoint> checkpoint = rest.lastCheckpoint(job.id());
      problems = checkpoint.isEmpty() ? List.of() : problems(jar, checkpoint.get());
      if (problems.isEmpty()) {
        return;
      }
    }
    throw new OperationException(
        "The job %s was not stopped, because %s cannot be started from its state: %s"
            .formatted(job.name(), flink.jobsJar(), String.join(" ", problems)));
  }

  /** A jar of a former release cannot be asked, and must be startable all the same. */
  private List<String> problems(String jar, Checkpoint checkpoint)
      throws IOException, InterruptedException {
    try {
      String folder = CheckpointFolder.of(checkpoint.location());
      return reader.readState(jar, List.of(folder)).stream()
          .limit(1)
          .flatMap(read -> read.problems().stream())
          .toList();
    } catch (RestException e) {
      lines.accept("The state was not compared with the jar: " + e.getMessage());
      return List.of();
    }
  }
}
