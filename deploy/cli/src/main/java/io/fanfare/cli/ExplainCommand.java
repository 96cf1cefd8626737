package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.explain.FeedExplanation;
import io.fanfare.ops.explain.NamedActivity;
import io.fanfare.ops.explain.Reason;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains what a view shows. */
@Command(
    name = "explain",
    description = {
      "Explains why an activity is on a user's dashboard or is not: each rule with the rows that"
          + " decide it, then what Cassandra has and what a reader makes of it.",
      "Exits with 1 if the dashboard does not show what it should. A change of the last moments may"
          + " still be on its way."
    },
    exitCodeOnExecutionException = 3)
final class ExplainCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "VIEW", description = "The view: feed.")
  private String view = "";

  @Parameters(index = "1", paramLabel = "USER", description = "The id of the user.")
  private long user;

  @Parameters(
      index = "2",
      paramLabel = "ACTIVITY",
      description =
          "track:ID, playlist:ID, track:repost:ID:REPOSTER or playlist:repost:ID:REPOSTER.")
  private String activity = "";

  @Override
  public Integer call() {
    if (!view.equals("feed")) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "There is no view %s: give feed.".formatted(view));
    }
    FeedExplanation explanation =
        FeedExplanation.of(target.access(), user, NamedActivity.parse(activity));
    output.document(
        Map.of(
            "reasons", explanation.reasons(),
            "stored", explanation.stored(),
            "isDue", explanation.isDue(),
            "isShown", explanation.isShown()));
    print(explanation);
    return explanation.isRight() ? 0 : 1;
  }

  private void print(FeedExplanation explanation) {
    for (Reason reason : explanation.reasons()) {
      output.line((reason.holds() ? "yes  " : "NO   ") + reason.rule());
      reason.rows().forEach(row -> output.line("       " + row));
    }
    output.line(
        explanation.stored().isEmpty()
            ? "Cassandra has no entry of it."
            : "Cassandra has, and a reader makes of it:");
    explanation.stored().forEach(entry -> output.line("       " + entry));
    output.line(
        "The dashboard of %d %s %s, and %s it."
            .formatted(
                user,
                explanation.isDue() ? "should show" : "should not show",
                activity,
                explanation.isShown() ? "shows" : "does not show"));
    if (!explanation.isRight()) {
      output.line(
          "`fanfare audit --user %d` waits for changes on their way; with --repair it repairs."
              .formatted(user));
    }
  }
}
