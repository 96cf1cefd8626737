package io.fanfare.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a child process is started.
 *
 * @param command program and arguments; without secrets, because every user of the machine can read
 *     it
 * @param environment variables in addition to the few inherited ones
 */
public record Launch(List<String> command, Map<String, String> environment) {

  /**
   * The variables that a child inherits. Others would change the servers, such as a
   * JAVA_TOOL_OPTIONS or FANFARE_PORT meant for another program.
   */
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH");

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  public Launch(List<String> command) {
    this(command, Map.of());
  }

  /**
   * Starts the process. It inherits no stream: its input is empty, and both outputs go to the file.
   * The file's former content is kept in a file with the suffix `.1`.
   */
  public Process start(Path directory, Path output) throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(output)) {
      Path former = output.resolveSibling(output.getFileName() + ".1");
      Files.move(output, former, StandardCopyOption.REPLACE_EXISTING);
    }
    return builder(directory)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** A builder of the process, without its streams. */
  public ProcessBuilder builder(Path directory) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    return builder;
  }
}
