package io.fanfare.cli;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.SearchBackfill;
import io.fanfare.ops.search.Elasticsearch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rebuilds the search indices. */
@Command(
    name = "search",
    description = {
      "Builds the next generation of the search indices beside the one that serves; both follow"
          + " the source. Then compares the two, and switches all searches to the new generation at"
          + " once. If it is interrupted, the same command continues.",
      "The former generation stays up to date: --rollback switches back, --finish removes it.",
      "Exits with 1 if the two differ; searches are not switched then."
    })
final class BackfillSearchCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;
  private static final int MOST_SHOWN = 20;

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @ArgGroup private Step step = new Step();

  /** How to build, or what to do instead of building. */
  private static final class Step {
    @Option(
        names = "--from-savepoint",
        description =
            "Starts from the serving job's savepoint. Faster than replaying the log, but keeps any"
                + " error already in that state.")
    private boolean fromSavepoint;

    @Option(
        names = "--accept-differences",
        description = "Builds, and switches to the new generation even if it differs.")
    private boolean acceptsDifferences;

    @Option(names = "--rollback", description = "Switches searches back to the former generation.")
    private boolean rollback;

    @Option(names = "--finish", description = "Removes all generations except the one that serves.")
    private boolean finish;
  }

  @Override
  public Integer call() throws InterruptedException {
    PipelineAccess pipeline = target.access();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (!pipeline.searches()) {
      throw new OperationException(
          "This pipeline has no search index. Set `search` to true in its configuration, or start the local stack"
              + " with `fanfare up`.");
    }
    try (Elasticsearch elasticsearch = new Elasticsearch(pipeline.requireSearch())) {
      SearchBackfill backfill =
          new SearchBackfill(
              pipeline,
              target.jobs(),
              elasticsearch,
              line -> {
                out.println(line);
                out.flush();
              });
      if (step.rollback) {
        backfill.rollBack();
        return 0;
      }
      if (step.finish) {
        backfill.finish();
        return 0;
      }
      return build(backfill, out);
    } catch (UnavailableException e) {
      throw new OperationException(e.getMessage() + " Run the same command again to continue.", e);
    }
  }

  private int build(SearchBackfill backfill, PrintWriter out) throws InterruptedException {
    String next = backfill.build(step.fromSavepoint);
    List<String> differences = backfill.compare(next);
    if (!differences.isEmpty()) {
      out.println("The generations differed at every comparison:");
      differences.stream().limit(MOST_SHOWN).forEach(line -> out.println("  " + line));
      if (!step.acceptsDifferences) {
        out.println(
            "Searches were not switched. `--accept-differences` switches to %s anyway,"
                    .formatted(next)
                + " `--finish` removes it.");
        return DIFFERENT;
      }
    }
    backfill.serve(next);
    out.println(
        "`fanfare backfill search --rollback` switches back within a moment; `--finish` removes the"
            + " former generation.");
    return 0;
  }
}
