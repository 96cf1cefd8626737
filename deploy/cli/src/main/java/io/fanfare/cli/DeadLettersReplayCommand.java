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
      "Gives dead letters of the stack that is up another try, once their cause is mended: a"
          + " fan-out chunk or a domain event goes back to its topic as it is, and a row whose change"
          + " could not be processed is said again as it is now.",
      "Replaying twice is harmless. What fails again is put aside again.",
      "Exits with 0 if all were replayed, and with 4 if it names some that were not."
    })
final class DeadLettersReplayCommand implements Callable<Integer> {

  private static final int PASSED_OVER = 4;

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest so many alone, as `deadletters list` shows them. Else all.")
  private int limit = Integer.MAX_VALUE;

  @Override
  public Integer call() {
    var commandLine = Objects.requireNonNull(spec).commandLine();
    if (limit < 1) {
      throw new ParameterException(commandLine, "--limit is a positive number, not " + limit + ".");
    }
    PipelineAccess pipeline = target.access();
    NewestLetters letters = new DeadLetterLog(pipeline.kafkaBootstrap()).read(limit);
    Replay.Replayed replayed = Replay.of(pipeline, letters.list());
    PrintWriter out = commandLine.getOut();
    out.printf(
        "%,d records went back to their topics, %,d rows were said again.%n",
        replayed.sentAgain(), replayed.rows());
    if (!replayed.passedOver().isEmpty()) {
      out.printf("%,d name no row, and stay:%n", replayed.passedOver().size());
      replayed.passedOver().forEach(letter -> letter.lines().forEach(out::println));
    }
    if (!replayed.unsaid().isEmpty()) {
      out.printf(
          "%,d rows are gone, and nobody knows whose they were. `fanfare resync %s` finds them:%n",
          replayed.unsaid().size(), tables(replayed.unsaid()));
      replayed.unsaid().forEach(row -> out.println("  " + row));
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
