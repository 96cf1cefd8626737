package io.fanfare.cli.backfill;

import io.fanfare.cli.options.CommandGroup;
import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.backfill.BackfillStatus;
import io.fanfare.ops.backfill.DashboardRebuild;
import io.fanfare.ops.backfill.dashboards.DashboardBackfill;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rebuilds dashboards. */
@Command(
    name = "dashboards",
    description = {
      "Writes dashboards again from a savepoint of the fan-out job, in a batch job of its own. Live"
          + " changes are written meanwhile, and win over it.",
      "In place, it adds what is missing. Only a new generation is also free of what should not be"
          + " there: `rollback` switches back from it, `finish` empties the former one."
    })
final class DashboardsCommand extends CommandGroup {

  private static final int DIFFERENT = 1;

  /** How a new generation is built. */
  static final class GenerationOptions {

    @Option(
        names = "--new-generation",
        description = "Fills other tables, and switches to them (default: in place).")
    private boolean isRequested;

    @Option(
        names = "--accept-differences",
        description = "Switches to the new generation even if it differs from the source.")
    private boolean acceptsDifferences;

    @Option(
        names = "--audit-sample",
        paramLabel = "N",
        description =
            "Audits the new generation for N users, drawn at random (default: for all users).")
    private @Nullable Integer sample;

    private ViewsAudit.Scope scope() {
      return sample == null ? ViewsAudit.everybody() : ViewsAudit.sample(Math.max(1, sample));
    }
  }

  @Command(
      name = "start",
      description = {
        "Adds what is missing to the dashboards; with --new-generation, fills other tables, audits"
            + " them, and switches all reads to them. If it is interrupted, the same command"
            + " continues.",
        "Exits with 1 if the audit of the new generation finds a difference; reads are not switched"
            + " then."
      })
  int start(
      @Mixin Target target,
      @Mixin PartOptions partOptions,
      @Mixin GenerationOptions generation,
      @Mixin DryRun dryRun,
      @Mixin Output output)
      throws InterruptedException {
    partOptions.requireAllIf(generation.isRequested, "--new-generation");
    PipelineAccess pipeline = target.access();
    DashboardRebuild.Part part = partOptions.part();
    return run(
        target,
        output,
        dryRun,
        backfill -> {
          if (!generation.isRequested) {
            dryRun.choose(() -> backfill.inPlace(part), () -> backfill.planInPlace(part));
            return 0;
          }
          if (dryRun.isRequested()) {
            backfill.planBuild();
            return 0;
          }
          return build(pipeline, backfill, generation, output);
        });
  }

  private static int build(
      PipelineAccess pipeline, DashboardBackfill backfill, GenerationOptions options, Output output)
      throws InterruptedException {
    int next = backfill.build();
    long began = System.nanoTime();
    AuditReport report =
        new ViewsAudit(pipeline, output.progress()).dashboards(options.scope(), next);
    report.lines(Duration.ofNanos(System.nanoTime() - began)).forEach(output::report);
    if (!report.isClean() && !options.acceptsDifferences) {
      output.report(
          "Reads were not switched. `--accept-differences` switches to generation %d anyway,"
                  .formatted(next)
              + " `fanfare backfill dashboards finish` removes it.");
      return DIFFERENT;
    }
    backfill.serve(next);
    output.report(
        "`fanfare backfill dashboards rollback` switches back within a moment; `finish` empties the"
            + " former generation.");
    return 0;
  }

  @Command(name = "status", description = "Shows the generations, and what is under way.")
  int status(@Mixin Target target, @Mixin Output output) throws InterruptedException {
    try (DashboardBackfill backfill = backfill(target, output)) {
      BackfillStatus status = backfill.status();
      status.lines().forEach(output::line);
      output.document(status.document());
      return 0;
    }
  }

  @Command(
      name = "cancel",
      description =
          "Cancels a rebuild in place. Entries that it has written stay; they are correct.")
  int cancel(@Mixin Target target, @Mixin DryRun dryRun, @Mixin Output output)
      throws InterruptedException {
    return run(
        target,
        output,
        dryRun,
        backfill -> {
          dryRun.choose(backfill::cancel, backfill::planCancel);
          return 0;
        });
  }

  @Command(name = "rollback", description = "Switches reads back to the former generation.")
  int rollback(@Mixin Target target, @Mixin DryRun dryRun, @Mixin Output output)
      throws InterruptedException {
    return run(
        target,
        output,
        dryRun,
        backfill -> {
          dryRun.choose(backfill::rollBack, backfill::planRollBack);
          return 0;
        });
  }

  @Command(
      name = "finish",
      description = "Ends the generation that is not served, and empties its tables.")
  int finish(@Mixin Target target, @Mixin DryRun dryRun, @Mixin Output output)
      throws InterruptedException {
    return run(
        target,
        output,
        dryRun,
        backfill -> {
          dryRun.choose(backfill::finish, backfill::planFinish);
          return 0;
        });
  }

  private interface Step {
    int run(DashboardBackfill backfill) throws InterruptedException;
  }

  private static int run(Target target, Output output, DryRun dryRun, Step step)
      throws InterruptedException {
    try (DashboardBackfill backfill = backfill(target, output)) {
      int code = step.run(backfill);
      output.document(
          Map.of("isDryRun", dryRun.isRequested(), "generations", backfill.status().generations()));
      return code;
    }
  }

  private static DashboardBackfill backfill(Target target, Output output) {
    return new DashboardBackfill(target.access(), target.jobs(), output::report);
  }
}
