package io.fanfare.cli;

import io.fanfare.cli.options.DryRun;
import io.fanfare.cli.options.LetterFilter;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.Listed;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drops dead letters. */
@Command(
    name = "drop",
    description = {
      "Drops dead letters: they are no longer listed or replayed, and leave the topic with its"
          + " retention. A record that is put aside again is a new letter.",
      "Dropping a letter twice is harmless. `deadletters show` still shows it."
    })
final class DeadLettersDropCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final LetterFilter filter = new LetterFilter();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Ids of letters, as `deadletters list` prints them.")
  private List<Long> ids = List.of();

  @Option(names = "--all", description = "Drops all letters.")
  private boolean all;

  @Override
  public Integer call() {
    boolean isSelected = all || filter.isGiven();
    if (isSelected == !ids.isEmpty() || (all && filter.isGiven())) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Give either ids of letters, or --job and --topic, or --all.");
    }
    DeadLetterLog log = new DeadLetterLog(target.access().kafka());
    List<Listed> letters =
        isSelected ? log.read(Integer.MAX_VALUE, filter).list() : log.find(Set.copyOf(ids));
    if (!dryRun.isRequested()) {
      log.drop(letters);
    }
    for (Listed letter : letters) {
      output.document(letter.document());
      letter.lines().forEach(output::line);
    }
    output.line(
        "%,d dead letters %s."
            .formatted(letters.size(), dryRun.isRequested() ? "would be dropped" : "were dropped"));
    return 0;
  }
}
