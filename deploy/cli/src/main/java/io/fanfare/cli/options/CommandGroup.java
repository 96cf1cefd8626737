package io.fanfare.cli.options;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has subcommands. Without one of them, it reports which there are. */
public abstract class CommandGroup implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /**
   * Rejects the command line: it names no subcommand.
   *
   * @throws ParameterException always, with the names of the subcommands
   */
  @Override
  public final void run() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    List<String> names =
        command.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(subcommand -> !subcommand.helpCommand())
            .map(CommandSpec::name)
            .toList();
    int last = names.size() - 1;
    throw new ParameterException(
        command,
        "A command is missing after `%s`: %s or %s."
            .formatted(
                spec.qualifiedName(), String.join(", ", names.subList(0, last)), names.get(last)));
  }
}
