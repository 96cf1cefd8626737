package io.fanfare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.Listed;
import io.fanfare.ops.deadletters.NewestLetters;
import java.io.PrintWriter;
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
@Command(name = "list", description = "Lists dead letters with their cause, newest last.")
final class DeadLettersListCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Lists only the newest N dead letters (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--json",
      description = "Prints one JSON document per line, with key and value in base64.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is " + limit + ": give 1 or more.");
    }
    NewestLetters letters = new DeadLetterLog(target.access().kafka()).read(limit);
    for (Listed letter : letters.list()) {
      if (json) {
        out.println(JSON.writeValueAsString(letter.document()));
      } else {
        letter.lines().forEach(out::println);
      }
    }
    if (!json) {
      out.println(summary(letters.total(), letters.list().size()));
    }
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
