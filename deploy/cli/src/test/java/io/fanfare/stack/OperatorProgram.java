package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.Checkout;
import io.fanfare.local.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program `fanfare` as an operator starts it: with a stack's configuration alone, by default
 * the shared stack's, in a directory and with a home that have no stack.
 */
final class OperatorProgram {

  private static final int MINUTES = 10;

  private final Path script;
  private final Path directory;
  private final Path config;

  /** The program of this checkout. */
  OperatorProgram(Path directory) {
    this(Checkout.around(Path.of("")).root().resolve("fanfare"), directory);
  }

  OperatorProgram(Path script, Path directory) {
    this(script, directory, SharedStack.settings());
  }

  /** The program of this checkout, for another stack. */
  OperatorProgram(Path directory, StackSettings stack) {
    this(stack.checkout().root().resolve("fanfare"), directory, stack);
  }

  private OperatorProgram(Path script, Path directory, StackSettings stack) {
    this.script = script;
    this.directory = directory;
    this.config = stack.home().pipeline().toAbsolutePath();
  }

  /** Returns the exit code. */
  int run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--config", config.toString()));
    ProcessBuilder program =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    program.environment().put("FANFARE_HOME", directory.resolve("no-stack").toString());
    Process process = program.start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    int code = process.exitValue();
    System.out.printf("%s: %d%n%s%n", String.join(" ", command), code, output());
    return code;
  }

  /** What the last run printed. */
  String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }
}
