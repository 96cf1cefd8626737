package io.fanfare.cli;

import io.fanfare.cli.bench.BenchCommand;
import io.fanfare.ops.OperationException;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The `fanfare` command. */
@Command(
    name = "fanfare",
    description = "Runs Fanfare on this machine: real servers, no containers.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      TokenCommand.class,
      DemoCommand.class,
      LoadCommand.class,
      ResyncCommand.class,
      DeadLettersCommand.class,
      BenchCommand.class,
      AuditCommand.class,
      BackfillCommand.class,
      SoakCommand.class
    })
public final class FanfareProgram implements Runnable {

  /** Where an error comes before it is known of which command. */
  private static final int UNKNOWN_COMMAND_FAILED = 3;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.",
      scope = ScopeType.INHERIT)
  private boolean help;

  public static void main(String[] arguments) {
    System.exit(run(commandLine(), arguments));
  }

  /** Runs a command; also an error is what it answers with its own code. */
  static int run(CommandLine program, String... arguments) {
    try {
      return program.execute(arguments);
    } catch (Throwable e) {
      program.getErr().println("Unexpected: " + e);
      return codeOfError(program.getParseResult());
    }
  }

  /** Of an audit, 1 would say that there is a difference, and be what Java exits with. */
  private static int codeOfError(@Nullable ParseResult parsed) {
    if (parsed == null) {
      return UNKNOWN_COMMAND_FAILED;
    }
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    return command.commandSpec().exitCodeOnExecutionException();
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
        Objects.requireNonNull(spec).commandLine(),
        "A command is missing: demo, up, down, status, token, load, resync, deadletters, bench,"
            + " audit, backfill or soak.");
  }

  private static int refuse(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(sentence(problem));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      return "Unknown command or argument: '" + unmatched.getUnmatched().get(0) + "'.";
    }
    String first =
        String.valueOf(problem.getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst(" is not an? (long|int)$", " is not a whole number");
    return first.endsWith(".") ? first : first + ".";
  }

  private static int fail(Exception problem, CommandLine command, ParseResult parsed) {
    boolean known = problem instanceof OperationException;
    command.getErr().println(known ? problem.getMessage() : "Unexpected: " + problem);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
