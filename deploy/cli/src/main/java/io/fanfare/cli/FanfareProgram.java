package io.fanfare.cli;

import io.fanfare.local.StackException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The `fanfare` command. */
@Command(
    name = "fanfare",
    description = "Runs Fanfare on this machine: real servers, no containers.",
    subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, TokenCommand.class},
    mixinStandardHelpOptions = false)
public final class FanfareProgram implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.",
      scope = CommandLine.ScopeType.INHERIT)
  private boolean help;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new FanfareProgram())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(FanfareProgram::refuse)
        .setExecutionExceptionHandler(FanfareProgram::fail);
  }

  /** Without a command there is nothing to do: says which there are. */
  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(),
        "A command is missing: up, down, status or token.");
  }

  private static int refuse(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    String message = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    err.println(message + (message.endsWith(".") ? "" : "."));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int fail(Exception problem, CommandLine command, ParseResult parsed) {
    boolean known = problem instanceof StackException;
    command.getErr().println(known ? problem.getMessage() : "Unexpected: " + problem);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
