package io.fanfare.cli;

import io.fanfare.cli.options.LetterFilter;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.Listed;
import io.fanfare.ops.deadletters.NewestLetters;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(
    name = "list",
    description =
        "Lists dead letters with their id and cause, newest last. With --json, keys and values are in"
            + " base64.")
final class DeadLettersListCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final LetterFilter filter = new LetterFilter();
  @Mixin private final Output output = new Output();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Lists only the newest N dead letters (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--limit is " + limit + ": give 1 or more.");
    }
    NewestLetters letters = new DeadLetterLog(target.access().kafka()).read(limit, filter);
    for (Listed letter : letters.list()) {
      output.document(letter.document());
      letter.lines().forEach(output::line);
    }
    output.line(summary(letters.total(), letters.list().size()));
    return 0;
  }

  private static String summary(int all, int shown) {
    if (all == 0) {
      return "There are no dead letters.";
    }
    String count = all == 1 ? "1 dead letter" : all + " dead letters";
    return shown < all ? count + "; these are the newest " + shown + "." : count + ".";
  }
}
