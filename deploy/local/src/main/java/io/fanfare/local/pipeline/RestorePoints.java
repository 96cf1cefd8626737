package io.fanfare.local.pipeline;

import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The completed checkpoints and savepoints of the jobs, as they lie on disk. */
final class RestorePoints {

  /** Written as the last file of a checkpoint or savepoint: without it, it is not complete. */
  private static final String METADATA = "_metadata";

  private final Path checkpoints;
  private final Path savepoints;
  private final JobLedger ledger;
  private final Clock clock;

  RestorePoints(StackSettings settings, JobLedger ledger) {
    this(settings.home().checkpoints(), settings.home().savepoints(), ledger, Clock.systemUTC());
  }

  RestorePoints(Path checkpoints, Path savepoints, JobLedger ledger, Clock clock) {
    this.checkpoints = checkpoints;
    this.savepoints = savepoints;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Where the savepoints lie that stopping a job leaves. */
  Path savepointsOf(String job) {
    return savepoints.resolve(job);
  }

  /** Where the savepoint lies that a job was told to keep: it is never chosen by itself. */
  Path keptOf(String job) {
    return savepoints.resolve(job + "-kept");
  }

  /** The savepoint that a job was told to keep. */
  Optional<Path> kept(String job) {
    return newest(completeIn(keptOf(job)));
  }

  /**
   * What a job has to be started from.
   *
   * @return empty if it never had a checkpoint, and therefore starts at the beginning
   * @throws OperationException if its state is gone, or too old: it must not write then
   */
  Optional<Path> required(String job) {
    Optional<Path> newest = newest(job, ledger.entry(job).runs());
    if (newest.isEmpty() && ledger.entry(job).checkpointed()) {
      throw new OperationException(
          "The state of job %s is gone from %s, and without it the job must not write to the tables"
                  .formatted(job, checkpoints.getParent())
              + " that it has filled: start anew with `fanfare down --wipe`.");
    }
    newest.ifPresent(point -> requireYoung(job, point));
    return newest;
  }

  /** Whether the current run of a job has completed a checkpoint. */
  boolean currentRunHasOne(String job) {
    return ledger.current(job).flatMap(run -> newest(checkpointsOf(List.of(run)))).isPresent();
  }

  /** Removes what the current run of a job was started from, once it has a checkpoint itself. */
  void removeFormer(String job) throws IOException {
    List<String> runs = ledger.entry(job).runs();
    for (String former : runs.subList(0, Math.max(0, runs.size() - 1))) {
      StackHome.delete(checkpoints.resolve(former));
    }
    StackHome.delete(savepointsOf(job));
    ledger.forgetFormerRuns(job);
  }

  /** Removes all that a job that is ended for good has left. */
  void removeAll(String job) throws IOException {
    for (String run : ledger.entry(job).runs()) {
      StackHome.delete(checkpoints.resolve(run));
    }
    StackHome.delete(savepointsOf(job));
    StackHome.delete(keptOf(job));
  }

  private void requireYoung(String job, Path point) {
    Instant completed = completed(point);
    if (completed.isBefore(clock.instant().minus(Topics.OLDEST_SAVEPOINT))) {
      throw new OperationException(
          "The state of job %s is of %s, older than the %d days that the log keeps: start anew with"
                  .formatted(job, completed, Topics.OLDEST_SAVEPOINT.toDays())
              + " `fanfare down --wipe`.");
    }
  }

  private Optional<Path> newest(String job, List<String> runs) {
    List<Path> points = checkpointsOf(runs);
    points.addAll(completeIn(savepointsOf(job)));
    return newest(points);
  }

  private static Optional<Path> newest(List<Path> points) {
    return points.stream().max(Comparator.comparing(RestorePoints::completed));
  }

  private List<Path> checkpointsOf(List<String> runs) {
    List<Path> points = new ArrayList<>();
    runs.forEach(run -> points.addAll(completeIn(checkpoints.resolve(run))));
    return points;
  }

  private static List<Path> completeIn(Path directory) {
    List<Path> complete = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return complete;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory)) {
      for (Path part : parts) {
        if (Files.exists(part.resolve(METADATA))) {
          complete.add(part);
        }
      }
      return complete;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant completed(Path point) {
    try {
      return Files.getLastModifiedTime(point.resolve(METADATA)).toInstant();
    } catch (IOException e) {
      // Flink removes older checkpoints while we look: one that is gone is not the newest.
      return Instant.EPOCH;
    }
  }
}
