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
@Command(
    name = "list",
    description = "Lists dead letters of the stack that is up, with their cause, the newest last.")
final class DeadLettersListCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The newest so many alone. Else 100.")
  private int limit;

  @Option(
      names = "--json",
      description = "Prints one JSON document a line, with key and value in base64.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit is a positive number, not " + limit + ".");
    }
    NewestLetters letters = new DeadLetterLog(target.access().kafkaBootstrap()).read(limit);
    for (Listed letter : letters.list()) {
      if (json) {
        out.println(JSON.writeValueAsString(letter.document()));
      } else {
        letter.lines().forEach(out::println);
      }
    }
    if (!json) {
      out.println(summary(letters.all(), letters.list().size()));
    }
    return 0;
  }

  private static String summary(int all, int shown) {
    if (all == 0) {
      return "There are no dead letters.";
    }
    String count = all == 1 ? "1 dead letter" : all + " dead letters";
    return shown < all ? count + ", of which these are the newest " + shown + "." : count + ".";
  }
}
