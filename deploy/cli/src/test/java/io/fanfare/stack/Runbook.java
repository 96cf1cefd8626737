package io.fanfare.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The pages of `deploy/runbooks`. */
final class Runbook {

  private static final Path PAGES = Path.of("../runbooks");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^fanfare (.*) --config pipeline\\.properties$");

  private Runbook() {}

  /**
   * The commands of a page in their order, without the program's name and its configuration.
   *
   * @param command the command whose uses are meant
   */
  static List<String> commands(String page, String command) throws IOException {
    return COMMAND
        .matcher(Files.readString(PAGES.resolve(page + ".md")))
        .results()
        .map(line -> line.group(1))
        .filter(line -> line.startsWith(command + " "))
        .toList();
  }
}
