package io.fanfare.cli.backfill;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.cli.options.CommandGroup;
import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.BackfillStatus;
import io.fanfare.ops.backfill.SearchBackfill;
import io.fanfare.ops.search.Elasticsearch;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rebuilds the search indices. */
@Command(
    name = "search",
    description = {
      "Builds the next generation of the search indices beside the one that serves; both follow"
          + " the source. Then compares the two, and switches all searches to the new generation at"
          + " once.",
      "The former generation stays up to date: `rollback` switches back, `finish` removes it."
    })
final class SearchCommand extends CommandGroup {

  private static final int DIFFERENT = 1;
  private static final int MOST_SHOWN = 20;

  @Command(
      name = "start",
      description = {
        "Builds the next generation, compares it with the one that serves, and switches. If it is"
            + " interrupted, the same command continues.",
        "Exits with 1 if the two differ; searches are not switched then."
      })
  int start(
      @Mixin Target target,
      @Mixin DryRun dryRun,
      @Mixin Output output,
      @Option(
              names = "--from-savepoint",
              description =
                  "Starts from the serving job's savepoint. Faster than replaying the log, but"
                      + " keeps any error already in that state.")
          boolean fromSavepoint,
      @Option(
              names = "--accept-differences",
              description = "Switches to the new generation even if it differs.")
          boolean acceptsDifferences)
      throws InterruptedException {
    return run(
        target,
        output,
        backfill -> {
          if (dryRun.isRequested()) {
            backfill.planBuild(fromSavepoint);
            return done(output, true, List.of());
          }
          return build(backfill, output, fromSavepoint, acceptsDifferences);
        });
  }

  @Command(name = "status", description = "Shows the generations and the jobs that write them.")
  int status(@Mixin Target target, @Mixin Output output) throws InterruptedException {
    return run(
        target,
        output,
        backfill -> {
          BackfillStatus status = backfill.status();
          status.lines().forEach(output::line);
          output.document(status.document());
          return 0;
        });
  }

  @Command(name = "rollback", description = "Switches searches back to the former generation.")
  int rollback(@Mixin Target target, @Mixin DryRun dryRun, @Mixin Output output)
      throws InterruptedException {
    return run(
        target,
        output,
        backfill -> {
          dryRun.choose(backfill::rollBack, backfill::planRollBack);
          return done(output, dryRun.isRequested(), List.of());
        });
  }

  @Command(
      name = "finish",
      description = "Removes all generations except the one that serves, and ends their jobs.")
  int finish(@Mixin Target target, @Mixin DryRun dryRun, @Mixin Output output)
      throws InterruptedException {
    return run(
        target,
        output,
        backfill -> {
          dryRun.choose(backfill::finish, backfill::planFinish);
          return done(output, dryRun.isRequested(), List.of());
        });
  }

  private interface Step {
    int run(SearchBackfill backfill) throws InterruptedException;
  }

  private static int run(Target target, Output output, Step step) throws InterruptedException {
    PipelineAccess pipeline = target.access();
    if (!pipeline.searches()) {
      throw new OperationException(
          "This pipeline has no search index. Set `search` to true in its configuration, or start"
              + " the local stack with `fanfare up`.");
    }
    try (Elasticsearch elasticsearch = new Elasticsearch(pipeline.requireSearch())) {
      return step.run(new SearchBackfill(pipeline, target.jobs(), elasticsearch, output::report));
    } catch (UnavailableException e) {
      throw new OperationException(e.getMessage() + " Run the same command again to continue.", e);
    }
  }

  private static int build(
      SearchBackfill backfill, Output output, boolean fromSavepoint, boolean acceptsDifferences)
      throws InterruptedException {
    String next = backfill.build(fromSavepoint);
    List<String> differences = backfill.compare(next);
    if (!differences.isEmpty()) {
      output.report("The generations differed at every comparison:");
      differences.stream().limit(MOST_SHOWN).forEach(line -> output.report("  " + line));
      if (!acceptsDifferences) {
        output.report(
            "Searches were not switched. `--accept-differences` switches to %s anyway,"
                    .formatted(next)
                + " `fanfare backfill search finish` removes it.");
        done(output, false, differences);
        return DIFFERENT;
      }
    }
    backfill.serve(next);
    output.report(
        "`fanfare backfill search rollback` switches back within a moment; `finish` removes the"
            + " former generation.");
    return done(output, false, differences);
  }

  private static int done(Output output, boolean isDryRun, List<String> differences) {
    output.document(Map.of("isDryRun", isDryRun, "differences", differences));
    return 0;
  }
}
