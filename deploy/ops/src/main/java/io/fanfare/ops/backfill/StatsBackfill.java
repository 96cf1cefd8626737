package io.fanfare.ops.backfill;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.progress.ViewProgress;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.terminal.Lines;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.progress.Views;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes cells of stats again, in place, while the live job continues: of two writes of a cell the
 * one with the larger count wins, so no reader sees a partial count. A second job reads the whole
 * log and finishes at its end, or starts from a savepoint and writes all of its state.
 */
public final class StatsBackfill {

  /** The whole log may take hours. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private static final Duration REPORTING = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final PipelineAccess pipeline;
  private final JobControl jobs;
  private final Lines lines;

  /**
   * @param lines receives a line of text for each step
   */
  public StatsBackfill(PipelineAccess pipeline, JobControl jobs, Consumer<String> lines) {
    this.pipeline = pipeline;
    this.jobs = jobs;
    this.lines = new Lines(lines);
  }

  /**
   * Rebuilds, or continues a rebuild that was begun, and returns when all cells are stored.
   *
   * @throws OperationException if another rebuild is under way
   */
  public void build(StatsRebuild wanted) throws InterruptedException {
    Optional<StatsRebuild> begun = begunLike(wanted);
    StatsRebuild rebuild = begun.orElse(wanted);
    lines.print(
        "%s %s from %s; shown counts never fall meanwhile",
        wanted.describe(),
        begun.isPresent() ? "continue to be rebuilt" : "are being rebuilt",
        wanted.fromSavepoint() ? "a savepoint of the stats job" : "the log");
    if (wanted.fromSavepoint()) {
      fromSavepoint(
          begun.isPresent()
              ? rebuild
              : rebuild.from(new JobSavepoints(pipeline).of(JobNames.STATS)));
    } else {
      fromLog(rebuild, begun.isPresent());
    }
    jobs.stop(rebuild);
    lines.print("%s are rebuilt", wanted.describe());
  }

  /**
   * What {@link #build} would do, in a line; it changes nothing.
   *
   * @throws OperationException if another rebuild is under way
   */
  public void planBuild(StatsRebuild wanted) throws InterruptedException {
    lines.print(
        "%s would %s from %s",
        wanted.describe(),
        begunLike(wanted).isPresent() ? "continue to be rebuilt" : "be rebuilt",
        wanted.fromSavepoint() ? "a savepoint of the stats job" : "the log");
  }

  /**
   * What {@link #cancel} would do, in a line.
   *
   * @throws OperationException if no rebuild is under way
   */
  public void planCancel() throws InterruptedException {
    lines.print("the rebuild of %s would be ended", requireBegun().describe());
  }

  private Optional<StatsRebuild> begunLike(StatsRebuild wanted) throws InterruptedException {
    Optional<StatsRebuild> begun = begun();
    if (begun.isPresent() && !begun.get().isLike(wanted)) {
      throw new OperationException(
          "A rebuild of %s is under way: run `fanfare backfill stats start` with the same options to wait"
                  .formatted(begun.get().describe())
              + " for it, or `fanfare backfill stats cancel` to end it.");
    }
    return begun;
  }

  private void fromSavepoint(StatsRebuild wanted) throws InterruptedException {
    // A job that starts from a savepoint never reports a marker that was appended before it.
    jobs.start(wanted);
    jobs.awaitStarted(wanted);
    new CapturedPosition(pipeline).await(PATIENCE);
    new ViewProgress(pipeline.kafka())
        .await(Set.of(Views.STATS_REBUILD), PATIENCE, behind -> jobs.requireAlive(wanted));
  }

  private void fromLog(StatsRebuild wanted, boolean resumes) throws InterruptedException {
    try (LogProgress log = new LogProgress(pipeline.kafka(), Views.STATS_REBUILD)) {
      if (!resumes) {
        log.forget();
      }
      jobs.start(wanted);
      jobs.awaitStarted(wanted);
      FlinkRest rest = new FlinkRest(pipeline.requireFlink().rest());
      Watch watch = new Watch(log, rest, wanted.job());
      Await.until(
          PATIENCE,
          POLL,
          () -> {
            watch.report();
            BatchRun.requireNotFailed(jobs, rest, wanted);
            jobs.requireAlive(wanted);
            return isFinished(wanted);
          },
          "The job %s did not end within %d hours.".formatted(wanted.job(), PATIENCE.toHours()));
    }
  }

  private boolean isFinished(StatsRebuild wanted) throws InterruptedException {
    return jobs.state(wanted.job()).filter(JobControl.FINISHED::equals).isPresent();
  }

  /**
   * Ends a rebuild that is under way. What it has written stays, and is correct.
   *
   * @throws OperationException if there is none
   */
  public void cancel() throws InterruptedException {
    jobs.stop(requireBegun());
    lines.print("the rebuild has ended");
  }

  private StatsRebuild requireBegun() throws InterruptedException {
    return begun().orElseThrow(() -> new OperationException("No rebuild of stats is under way."));
  }

  /** The rebuild that is under way. */
  public BackfillStatus status() throws InterruptedException {
    Optional<StatsRebuild> begun = begun();
    return new BackfillStatus(
        Map.of(),
        begun.isEmpty()
            ? null
            : "%s, the job is %s"
                .formatted(begun.get().describe(), jobs.state(begun.get().job()).orElse("gone")));
  }

  private Optional<StatsRebuild> begun() throws InterruptedException {
    return jobs.started().stream()
        .filter(StatsRebuild.class::isInstance)
        .map(StatsRebuild.class::cast)
        .findFirst();
  }

  /** Reports how far the job is. */
  private final class Watch {

    private final LogProgress log;
    private final FlinkRest rest;
    private final String job;
    private long reported = System.nanoTime();
    private long read;

    Watch(LogProgress log, FlinkRest rest, String job) {
      this.log = log;
      this.rest = rest;
      this.job = job;
    }

    void report() throws InterruptedException {
      if (System.nanoTime() - reported < REPORTING.toNanos()) {
        return;
      }
      reported = System.nanoTime();
      if (jobs.state(job).filter(BatchRun.RESTARTING::equals).isPresent()) {
        lines.print("the job restarts: %s", BatchRun.cause(rest, job));
      } else {
        long now = log.read();
        lines.print(
            "%,d of %,d records of the log are read%s",
            now, log.length(), now > 0 && now == read ? ", and cells are being written" : "");
        read = now;
      }
    }
  }
}
