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

/** Builds the search indices anew. */
@Command(
    name = "search",
    description = {
      "Builds the next generation of the search indices of the stack that is up, beside the one"
          + " that is searched; both follow the source. Then compares the two, and has searches go"
          + " to the new one, all at once. Interrupted at any time, it goes on where it was.",
      "The former generation is kept in step: --rollback goes back to it, --finish removes it.",
      "Exits with 1 if the two differ, and searches stay where they are."
    })
final class BackfillSearchCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;
  private static final int MOST_SAID = 20;

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @ArgGroup private Step step = new Step();

  /** What is done instead of building. */
  private static final class Step {
    @Option(
        names = "--from-savepoint",
        description = {
          "Builds from what the job of the served generation knows, which is quicker than the whole"
              + " log and repeats what that job may have wrong."
        })
    private boolean fromSavepoint;

    @Option(
        names = "--accept-differences",
        description = "Builds, and has searches go to the new generation whatever differs.")
    private boolean acceptsDifferences;

    @Option(names = "--rollback", description = "Has searches go back to the former generation.")
    private boolean rollback;

    @Option(
        names = "--finish",
        description = "Removes every generation but the one that is searched.")
    private boolean finish;
  }

  @Override
  public Integer call() throws InterruptedException {
    PipelineAccess pipeline = target.access();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (!pipeline.searches()) {
      throw new OperationException("The stack has no search: `fanfare up` starts one that has.");
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
      throw new OperationException(
          e.getMessage() + " The same command goes on where this one was.", e);
    }
  }

  private int build(SearchBackfill backfill, PrintWriter out) throws InterruptedException {
    String next = backfill.build(step.fromSavepoint);
    List<String> differences = backfill.compare(next);
    if (!differences.isEmpty()) {
      out.println("They differ at every look:");
      differences.stream().limit(MOST_SAID).forEach(line -> out.println("  " + line));
      if (!step.acceptsDifferences) {
        out.println(
            "Searches stay where they are. `--accept-differences` has them go to %s all the same,"
                    .formatted(next)
                + " and `--finish` removes it.");
        return DIFFERENT;
      }
    }
    backfill.serve(next);
    out.println(
        "`fanfare backfill search --rollback` goes back in a moment; `--finish` removes the former"
            + " generation.");
    return 0;
  }
}
