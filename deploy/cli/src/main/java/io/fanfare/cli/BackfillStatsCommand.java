package io.fanfare.cli;

import io.fanfare.cli.options.DayConverter;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.StatsBackfill;
import io.fanfare.ops.backfill.StatsRebuild;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recomputes the cells of stats. */
@Command(
    name = "stats",
    description = {
      "Recomputes the stats in a second job and writes them to the same tables while the live job"
          + " keeps running. No shown count decreases meanwhile. If it is interrupted, the same"
          + " command waits for the rest.",
      "Repairs cells that are missing or too small. Cells of plays and downloads that are too large"
          + " remain; `fanfare audit` reports them."
    })
final class BackfillStatsCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--from",
      converter = DayConverter.class,
      paramLabel = "DAY",
      description =
          "First day to write, inclusive, in UTC, such as 2026-11-01 (default: no lower limit).")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      converter = DayConverter.class,
      paramLabel = "DAY",
      description = "End of the days to write, exclusive, in UTC (default: no upper limit).")
  private @Nullable LocalDate to;

  @Option(
      names = "--from-savepoint",
      description =
          "Starts from the live job's savepoint. Faster than replaying the log, but keeps any error"
              + " already in that state.")
  private boolean fromSavepoint;

  @Option(
      names = "--cancel",
      description = "Cancels a running rebuild. Cells that it has written stay; they are correct.")
  private boolean cancel;

  @Override
  public Integer call() throws InterruptedException {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new OperationException("--to %s must be later than --from %s.".formatted(to, from));
    }
    PipelineAccess pipeline = target.access();
    if (!pipeline.counts()) {
      throw new OperationException(
          "This pipeline has no stats. Set `stats` to true in its configuration, or start the local stack with"
              + " `fanfare up`.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    StatsBackfill backfill =
        new StatsBackfill(
            pipeline,
            target.jobs(),
            line -> {
              out.println(line);
              out.flush();
            });
    if (cancel) {
      backfill.cancel();
    } else {
      backfill.build(new StatsRebuild(text(from), text(to), fromSavepoint));
    }
    return 0;
  }

  private static String text(@Nullable LocalDate day) {
    return day == null ? "" : day.toString();
  }
}
