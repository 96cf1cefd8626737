package io.fanfare.local.pipeline;

import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The completed checkpoints and savepoints of the jobs on disk. */
final class RestorePoints {

  /** The last file of a checkpoint or savepoint: without this file it is not complete. */
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

  /** Directory of the savepoints with which a job was stopped. */
  Path savepointsOf(String job) {
    return savepoints.resolve(job);
  }

  /** Directory of the savepoint kept for a replay. A restart never uses it. */
  Path keptOf(String job) {
    return savepoints.resolve(job + "-kept");
  }

  /** The savepoint kept for a replay. */
  Optional<Path> kept(String job) {
    return newest(completeIn(keptOf(job)));
  }

  /**
   * The checkpoint or savepoint that a job has to be started from: its own newest one, or that of
   * another job for its first run.
   *
   * @return empty for the beginning of the log
   * @throws OperationException if its state is missing or too old: the job must not write then
   */
  Optional<Path> required(JobDefinition job) {
    Optional<Path> own = required(job.name());
    if (own.isPresent() || job.from() == null) {
      return own;
    }
    Path other = Path.of(URI.create(job.from()));
    requireRecent(job.name(), other);
    return Optional.of(other);
  }

  /**
   * The checkpoint or savepoint of a job itself that it has to be started from.
   *
   * @return empty if the job never had a checkpoint: it then starts at the beginning of the log
   * @throws OperationException if its state is missing or too old: the job must not write then
   */
  Optional<Path> required(String job) {
    Optional<Path> newest = newest(job, ledger.entry(job).runs());
    if (newest.isEmpty() && ledger.entry(job).checkpointed()) {
      throw new OperationException(
          "The state of job %s is missing in %s, and without it the job must not write to the tables"
                  .formatted(job, checkpoints.getParent())
              + " that it has filled: start from scratch with `fanfare down --wipe`.");
    }
    newest.ifPresent(point -> requireRecent(job, point));
    return newest;
  }

  /** Whether the current run of a job has completed a checkpoint. */
  boolean currentRunHasCheckpoint(String job) {
    return ledger.current(job).flatMap(run -> newest(checkpointsOf(List.of(run)))).isPresent();
  }

  /** Removes the state of former runs. Call it once the current run has a checkpoint. */
  void removeFormer(String job) throws IOException {
    List<String> runs = ledger.entry(job).runs();
    for (String former : runs.subList(0, Math.max(0, runs.size() - 1))) {
      StackHome.delete(checkpoints.resolve(former));
    }
    StackHome.delete(savepointsOf(job));
    ledger.removeFormerRuns(job);
  }

  /** Removes all state of a job that will not run again. */
  void removeAll(String job) throws IOException {
    for (String run : ledger.entry(job).runs()) {
      StackHome.delete(checkpoints.resolve(run));
    }
    StackHome.delete(savepointsOf(job));
    StackHome.delete(keptOf(job));
  }

  private void requireRecent(String job, Path point) {
    Instant completed = completionTime(point);
    if (completed.isBefore(clock.instant().minus(Topics.OLDEST_SAVEPOINT))) {
      throw new OperationException(
          "The state of job %s is from %s, older than the %d days that the log keeps: start from"
                  .formatted(job, completed, Topics.OLDEST_SAVEPOINT.toDays())
              + " scratch with `fanfare down --wipe`.");
    }
  }

  private Optional<Path> newest(String job, List<String> runs) {
    List<Path> points = checkpointsOf(runs);
    points.addAll(completeIn(savepointsOf(job)));
    return newest(points);
  }

  private static Optional<Path> newest(List<Path> points) {
    return points.stream().max(Comparator.comparing(RestorePoints::completionTime));
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

  private static Instant completionTime(Path point) {
    try {
      return Files.getLastModifiedTime(point.resolve(METADATA)).toInstant();
    } catch (IOException e) {
      // Flink has removed this checkpoint meanwhile, so it is not the newest.
      return Instant.EPOCH;
    }
  }
}
