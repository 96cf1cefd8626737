package io.fanfare.cli;

import io.fanfare.cli.options.Target;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.NewestLetters;
import io.fanfare.ops.deadletters.Replay;
import io.fanfare.ops.refresh.RowKey;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays dead letters. */
@Command(
    name = "replay",
    description = {
      "Retries dead letters; repair their cause first. A fan-out chunk or a domain event returns to"
          + " its topic unchanged. A row whose change could not be processed is refreshed: its"
          + " current state is appended to the models topic.",
      "Replaying twice is harmless. A record that fails again becomes a dead letter again.",
      "Exits with 0 if all were replayed, and with 4 if it lists some that were not."
    })
final class DeadLettersReplayCommand implements Callable<Integer> {

  private static final int PASSED_OVER = 4;

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Replays only the newest N, those that `deadletters list` shows (default: all).")
  private int limit = Integer.MAX_VALUE;

  @Override
  public Integer call() {
    var commandLine = Objects.requireNonNull(spec).commandLine();
    if (limit < 1) {
      throw new ParameterException(commandLine, "--limit is " + limit + ": give 1 or more.");
    }
    PipelineAccess pipeline = target.access();
    NewestLetters letters = new DeadLetterLog(pipeline.kafka()).read(limit);
    Replay.Replayed replayed = Replay.run(pipeline, letters.list());
    PrintWriter out = commandLine.getOut();
    out.printf(
        "%,d records were returned to their topics, %,d rows were refreshed.%n",
        replayed.resent(), replayed.refreshed());
    if (!replayed.skipped().isEmpty()) {
      out.printf(
          "%,d dead letters identify no row and were not replayed:%n", replayed.skipped().size());
      replayed.skipped().forEach(letter -> letter.lines().forEach(out::println));
    }
    if (!replayed.ownerless().isEmpty()) {
      out.printf(
          "%,d rows no longer exist, and their owners are unknown. Run `fanfare resync %s` to repair"
              + " them:%n",
          replayed.ownerless().size(), tables(replayed.ownerless()));
      replayed.ownerless().forEach(row -> out.println("  " + row));
    }
    if (!replayed.unreadable().isEmpty()) {
      replayed.unreadable().lines().forEach(out::println);
    }
    return replayed.isComplete() ? 0 : PASSED_OVER;
  }

  private static String tables(Set<RowKey> rows) {
    return rows.stream()
        .map(row -> row.model().table())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
