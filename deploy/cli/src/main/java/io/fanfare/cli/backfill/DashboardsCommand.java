package io.fanfare.cli.backfill;

import io.fanfare.cli.options.CommandGroup;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.backfill.dashboards.DashboardBackfill;
import java.io.PrintWriter;
import java.time.Duration;
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
      @Mixin PartOptions part,
      @Option(
              names = "--new-generation",
              description = "Fills other tables, and switches to them (default: in place).")
          boolean newGeneration,
      @Option(
              names = "--accept-differences",
              description = "Switches to the new generation even if it differs from the source.")
          boolean acceptsDifferences,
      @Option(
              names = "--audit-sample",
              paramLabel = "N",
              description =
                  "Audits the new generation for N users, drawn at random (default: for all users).")
          @Nullable Integer sample)
      throws InterruptedException {
    part.requireAllIf(newGeneration, "--new-generation");
    PipelineAccess pipeline = target.access();
    try (DashboardBackfill backfill = backfill(pipeline, target)) {
      if (!newGeneration) {
        backfill.inPlace(part.part());
        return 0;
      }
      return build(pipeline, backfill, scope(sample), acceptsDifferences);
    }
  }

  private static ViewsAudit.Scope scope(@Nullable Integer sample) {
    return sample == null ? ViewsAudit.everybody() : ViewsAudit.sample(Math.max(1, sample));
  }

  private int build(
      PipelineAccess pipeline,
      DashboardBackfill backfill,
      ViewsAudit.Scope audited,
      boolean acceptsDifferences)
      throws InterruptedException {
    PrintWriter out = out();
    int next = backfill.build();
    long began = System.nanoTime();
    AuditReport report = new ViewsAudit(pipeline, out).dashboards(audited, next);
    report.lines(Duration.ofNanos(System.nanoTime() - began)).forEach(out::println);
    if (!report.isClean() && !acceptsDifferences) {
      out.println(
          "Reads were not switched. `--accept-differences` switches to generation %d anyway,"
                  .formatted(next)
              + " `fanfare backfill dashboards finish` removes it.");
      return DIFFERENT;
    }
    backfill.serve(next);
    out.println(
        "`fanfare backfill dashboards rollback` switches back within a moment; `finish` empties the"
            + " former generation.");
    return 0;
  }

  @Command(name = "status", description = "Shows the generations, and what is under way.")
  int status(@Mixin Target target, @Mixin StatusOption output) throws InterruptedException {
    try (DashboardBackfill backfill = backfill(target.access(), target)) {
      output.print(backfill.status(), out());
      return 0;
    }
  }

  @Command(
      name = "cancel",
      description =
          "Cancels a rebuild in place. Entries that it has written stay; they are correct.")
  int cancel(@Mixin Target target) throws InterruptedException {
    try (DashboardBackfill backfill = backfill(target.access(), target)) {
      backfill.cancel();
      return 0;
    }
  }

  @Command(name = "rollback", description = "Switches reads back to the former generation.")
  int rollback(@Mixin Target target) throws InterruptedException {
    try (DashboardBackfill backfill = backfill(target.access(), target)) {
      backfill.rollBack();
      return 0;
    }
  }

  @Command(
      name = "finish",
      description = "Ends the generation that is not served, and empties its tables.")
  int finish(@Mixin Target target) throws InterruptedException {
    try (DashboardBackfill backfill = backfill(target.access(), target)) {
      backfill.finish();
      return 0;
    }
  }

  private DashboardBackfill backfill(PipelineAccess pipeline, Target target) {
    return new DashboardBackfill(pipeline, target.jobs(), lines());
  }
}
