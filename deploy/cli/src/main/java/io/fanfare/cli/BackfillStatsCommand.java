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

/** Writes cells of stats once more. */
@Command(
    name = "stats",
    description = {
      "Counts the stats of the stack that is up once more, beside the job that keeps them in step,"
          + " and writes them where they are: what is shown never counts less than before."
          + " Interrupted at any time, the same command waits for the rest.",
      "It mends cells that are missing or too small. Cells of plays and downloads that are too large"
          + " stay, as `fanfare audit` says."
    })
final class BackfillStatsCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--from",
      converter = DayConverter.class,
      paramLabel = "DAY",
      description = "The first day to be written, in UTC, as 2026-11-01. Else all before.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      converter = DayConverter.class,
      paramLabel = "DAY",
      description = "The day behind the last one. Else all behind.")
  private @Nullable LocalDate to;

  @Option(
      names = "--from-savepoint",
      description = {
        "Writes what the job knows that keeps them in step, which is quicker than the whole log and"
            + " repeats what that job may have wrong."
      })
  private boolean fromSavepoint;

  @Option(names = "--cancel", description = "Ends what is under way; what is written is right.")
  private boolean cancel;

  @Override
  public Integer call() throws InterruptedException {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new OperationException("--to %s is no day after --from %s.".formatted(to, from));
    }
    PipelineAccess pipeline = target.access();
    if (!pipeline.counts()) {
      throw new OperationException("The stack has no stats: `fanfare up` starts one that has.");
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
