package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.deadletters.DeadLetterLog;
import io.fanfare.ops.deadletters.Listed;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a dead letter. */
@Command(
    name = "show",
    description =
        "Shows a dead letter whole: its cause, its record, and the record's value by the contract of"
            + " its topic, or as text or hexadecimal digits if it is none.")
final class DeadLettersShowCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();

  @Parameters(paramLabel = "ID", description = "The letter's id, as `deadletters list` prints it.")
  private long id;

  @Override
  public Integer call() {
    for (Listed letter : new DeadLetterLog(target.access().kafka()).find(Set.of(id))) {
      output.document(letter.wholeDocument());
      letter.wholeLines().forEach(output::line);
    }
    return 0;
  }
}
