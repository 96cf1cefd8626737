package io.fanfare.cli.backfill;

import io.fanfare.cli.options.CommandGroup;
import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.BackfillStatus;
import io.fanfare.ops.backfill.StatsBackfill;
import io.fanfare.ops.backfill.StatsRebuild;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recomputes the cells of stats. */
@Command(
    name = "stats",
    description = {
      "Recomputes the stats in a second job and writes them to the same tables while the live job"
          + " keeps running. No shown count decreases meanwhile.",
      "Repairs cells that are missing or too small. Cells of plays and downloads that are too large"
          + " remain; `fanfare audit` reports them."
    })
final class StatsCommand extends CommandGroup {

  @Command(
      name = "start",
      description =
          "Rebuilds, and waits until it is done. If it is interrupted, the same command waits for"
              + " the rest.")
  int start(
      @Mixin Target target,
      @Mixin DaysOption days,
      @Mixin DryRun dryRun,
      @Mixin Output output,
      @Option(
              names = "--from-savepoint",
              description =
                  "Starts from the live job's savepoint. Faster than replaying the log, but keeps"
                      + " any error already in that state.")
          boolean fromSavepoint)
      throws InterruptedException {
    StatsRebuild wanted = new StatsRebuild(days.from(), days.to(), fromSavepoint);
    StatsBackfill backfill = backfill(target, output);
    dryRun.choose(() -> backfill.build(wanted), () -> backfill.planBuild(wanted));
    output.document(Map.of("isDryRun", dryRun.isRequested()));
    return 0;
  }

  @Command(name = "status", description = "Shows the rebuild that is under way.")
  int status(@Mixin Target target, @Mixin Output output) throws InterruptedException {
    BackfillStatus status = backfill(target, output).status();
    status.lines().forEach(output::line);
    output.document(status.document());
    return 0;
  }

  @Command(
      name = "cancel",
      description = "Cancels a running rebuild. Cells that it has written stay; they are correct.")
  int cancel(@Mixin Target target, @Mixin DryRun dryRun, @Mixin Output output)
      throws InterruptedException {
    StatsBackfill backfill = backfill(target, output);
    dryRun.choose(backfill::cancel, backfill::planCancel);
    output.document(Map.of("isDryRun", dryRun.isRequested()));
    return 0;
  }

  private static StatsBackfill backfill(Target target, Output output) {
    PipelineAccess pipeline = target.access();
    if (!pipeline.counts()) {
      throw new OperationException(
          "This pipeline has no stats. Set `stats` to true in its configuration, or start the local"
              + " stack with `fanfare up`.");
    }
    return new StatsBackfill(pipeline, target.jobs(), output::report);
  }
}
