package io.fanfare.cli;

import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.LetterFilter;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.Listed;
import io.fanfare.ops.deadletters.Replay;
import io.fanfare.ops.refresh.RowKey;
import java.util.List;
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
  @Mixin private final LetterFilter filter = new LetterFilter();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Replays only the newest N, those that `deadletters list` shows (default: all).")
  private int limit = Integer.MAX_VALUE;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--limit is " + limit + ": give 1 or more.");
    }
    PipelineAccess pipeline = target.access();
    List<Listed> letters = new DeadLetterLog(pipeline.kafka()).read(limit, filter).list();
    Replay.Replayed replayed =
        dryRun.isRequested() ? Replay.plan(letters) : Replay.run(pipeline, letters);
    output.document(replayed.document());
    print(replayed);
    return replayed.isComplete() ? 0 : PASSED_OVER;
  }

  private void print(Replay.Replayed replayed) {
    output.line(
        (dryRun.isRequested()
                ? "%,d records would be returned to their topics, %,d rows would be refreshed."
                : "%,d records were returned to their topics, %,d rows were refreshed.")
            .formatted(replayed.resent(), replayed.refreshed()));
    if (!replayed.skipped().isEmpty()) {
      output.line(
          (dryRun.isRequested()
                  ? "%,d dead letters identify no row and would not be replayed:"
                  : "%,d dead letters identify no row and were not replayed:")
              .formatted(replayed.skipped().size()));
      replayed.skipped().forEach(letter -> letter.lines().forEach(output::line));
    }
    if (!replayed.ownerless().isEmpty()) {
      output.line(
          "%,d rows no longer exist, and their owners are unknown. Run `fanfare resync %s` to repair them:"
              .formatted(replayed.ownerless().size(), tables(replayed.ownerless())));
      replayed.ownerless().forEach(row -> output.line("  " + row));
    }
    if (!replayed.unreadable().isEmpty()) {
      replayed.unreadable().lines().forEach(output::line);
    }
  }

  private static String tables(Set<RowKey> rows) {
    return rows.stream()
        .map(row -> row.model().table())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
