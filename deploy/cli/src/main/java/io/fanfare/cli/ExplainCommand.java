package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.explain.FeedExplanation;
import io.fanfare.ops.explain.NamedActivity;
import io.fanfare.ops.explain.NotificationExplanation;
import io.fanfare.ops.explain.Reason;
import java.util.List;
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
      "Or explains why a user was notified of it or was not: settings, choices, completion events,"
          + " outcomes and the ledger.",
      "Exits with 1 if the dashboard does not show what it should. A change of the last moments may"
          + " still be on its way."
    },
    exitCodeOnExecutionException = 3)
final class ExplainCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "VIEW", description = "feed or notification.")
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
    return switch (view) {
      case "feed" -> explainFeed();
      case "notification" -> explainNotification();
      default ->
          throw new ParameterException(
              Objects.requireNonNull(spec).commandLine(),
              "Nothing explains %s: give feed or notification.".formatted(view));
    };
  }

  private int explainNotification() {
    NotificationExplanation explanation =
        NotificationExplanation.of(
            target.access(), user, NamedActivity.parse(activity), output.progress());
    output.document(
        Map.of(
            "settings", explanation.settings(),
            "choices", explanation.choices(),
            "events", explanation.events(),
            "outcomes", explanation.outcomes(),
            "ledger", explanation.ledger()));
    print("Settings for this kind of activity", explanation.settings());
    print("Choices", explanation.choices());
    print("Completion events", explanation.events());
    print("Outcomes", explanation.outcomes());
    print("Ledger", explanation.ledger());
    return 0;
  }

  private void print(String heading, List<String> lines) {
    output.line(heading + (lines.isEmpty() ? ": none" : ":"));
    lines.forEach(line -> output.line("       " + line));
  }

  private int explainFeed() {
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
