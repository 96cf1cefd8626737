package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.explain.ActivityTrace;
import io.fanfare.ops.explain.Effect;
import io.fanfare.ops.explain.NamedActivity;
import io.fanfare.ops.explain.TracedChange;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows an activity through the topics. */
@Command(
    name = "trace",
    description = {
      "Follows one activity through all stages: each change of its rows in `models`, the chunks of"
          + " fan-out that it caused, and the completion events behind Cassandra, with times.",
      "It reads `models` from its beginning, and the other topics from the first change on."
    })
final class TraceCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();

  @Parameters(
      paramLabel = "ACTIVITY",
      description =
          "track:ID, playlist:ID, track:repost:ID:REPOSTER or playlist:repost:ID:REPOSTER.")
  private String activity = "";

  @Override
  public Integer call() throws InterruptedException {
    // A line about progress would be taken for a part of the trace.
    PrintWriter progress = output.error();
    List<TracedChange> changes =
        new ActivityTrace(target.access(), NamedActivity.parse(activity), progress).run();
    for (TracedChange change : changes) {
      output.document(document(change));
      print(change);
    }
    if (changes.isEmpty()) {
      output.line("No topic has a record of " + activity + ".");
    }
    return 0;
  }

  private void print(TracedChange change) {
    Instant appended = change.appended();
    output.line(
        "models %d: %s"
            .formatted(
                change.offset(),
                appended == null
                    ? "a change of another row, such as a follow"
                    : change.event() + " at " + appended));
    for (Effect effect : change.effects()) {
      output.line(
          "  %-22s %s, %d records with %d recipients"
              .formatted(
                  effect.topic(),
                  appended == null ? times(effect) : delays(appended, effect),
                  effect.records(),
                  effect.recipients()));
    }
    if (change.effects().isEmpty()) {
      output.line("  nothing on dashboards");
    }
  }

  private static String times(Effect effect) {
    return effect.first() + " to " + effect.last();
  }

  private static String delays(Instant appended, Effect effect) {
    return "after %d to %d ms"
        .formatted(
            Duration.between(appended, effect.first()).toMillis(),
            Duration.between(appended, effect.last()).toMillis());
  }

  private static Map<String, Object> document(TracedChange change) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("offset", change.offset());
    document.put("version", change.version());
    if (change.appended() != null) {
      document.put("event", change.event());
      document.put("appended", change.appended().toString());
    }
    document.put(
        "effects",
        change.effects().stream()
            .map(
                effect ->
                    Map.of(
                        "topic", effect.topic(),
                        "records", effect.records(),
                        "recipients", effect.recipients(),
                        "first", effect.first().toString(),
                        "last", effect.last().toString()))
            .toList());
    return document;
  }
}
