package io.fanfare.stack.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs of this machine. */
final class Command {

  private Command() {}

  /** Runs a program to its end and returns its output; fails with the output if it failed. */
  static String run(Path folder, List<String> command) {
    try {
      Path output = Files.createTempFile("fanfare", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (code != 0) {
        throw new IllegalStateException(
            "The browser for the test of the page is not there, because '%s' failed with code %d:%n%s"
                .formatted(String.join(" ", command), code, text));
      }
      return text;
    } catch (IOException e) {
      throw new IllegalStateException("'" + command.get(0) + "' can't be run: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while '" + command.get(0) + "' ran", e);
    }
  }

  /** Fails with advice if one of the programs is not installed. */
  static void require(String... programs) {
    for (String program : programs) {
      if (find(program).isEmpty()) {
        throw new IllegalStateException(
            "The test of the page needs a browser: put chromium and chromedriver on the PATH, or"
                + " run it on a Debian, whose apt fetches them into target/. (Here is no "
                + program
                + ".)");
      }
    }
  }

  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
