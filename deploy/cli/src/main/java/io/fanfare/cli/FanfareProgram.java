package io.fanfare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.cli.backfill.BackfillCommand;
import io.fanfare.cli.bench.BenchCommand;
import io.fanfare.cli.options.CommandGroup;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The `fanfare` command. */
@Command(
    name = "fanfare",
    description = {
      "Runs a whole Fanfare on this machine, with real servers and without containers, and operates"
          + " this one or, with --config, any other."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      TokenCommand.class,
      LoadCommand.class,
      SetupCommand.class,
      AuditCommand.class,
      ExplainCommand.class,
      TraceCommand.class,
      DoctorCommand.class,
      JobsCommand.class,
      SavepointCommand.class,
      ExporterCommand.class,
      ResyncCommand.class,
      BackfillCommand.class,
      DeadLettersCommand.class,
      NotificationsCommand.class,
      BenchCommand.class,
      SoakCommand.class,
      HelpCommand.class
    })
public final class FanfareProgram extends CommandGroup {

  /** The exit code of an error that comes before the command is known. */
  private static final int UNKNOWN_COMMAND_FAILED = 3;

  public static void main(String[] arguments) {
    System.exit(run(commandLine(), arguments));
  }

  /** Runs a command and returns its exit code, also after an {@link Error}. */
  static int run(CommandLine program, String... arguments) {
    try {
      return program.execute(arguments);
    } catch (Throwable e) {
      program.getErr().println("Unexpected error: " + e);
      return codeOfError(program.getParseResult());
    }
  }

  /** Java would exit with 1, by which an audit reports a difference. */
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
    CommandLine program =
        new CommandLine(new FanfareProgram())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(FanfareProgram::refuse)
            .setExecutionExceptionHandler(FanfareProgram::fail);
    addHelpOption(program);
    program
        .getCommandSpec()
        .version("fanfare " + version())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Prints the version.")
                .build());
    return program;
  }

  /** The version of the build, which Maven writes to a resource. */
  private static String version() {
    try (InputStream in = FanfareProgram.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Picocli's way, an inherited option, collides with the one that {@link HelpCommand} has. */
  private static void addHelpOption(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Shows this help.")
                  .build());
    }
    command.getSubcommands().values().forEach(FanfareProgram::addHelpOption);
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
    command.getErr().println(known ? problem.getMessage() : "Unexpected error: " + problem);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
