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
 * @param command program and arguments; never a secret, since everybody on the machine can read it
 * @param environment variables besides the few that are passed on
 */
public record Launch(List<String> command, Map<String, String> environment) {

  /**
   * What a child gets of our environment. Anything else stays out: a JAVA_TOOL_OPTIONS or
   * FANFARE_PORT meant for another program would change the servers.
   */
  private static final Set<String> PASSED_ON =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH");

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  public Launch(List<String> command) {
    this(command, Map.of());
  }

  /**
   * Starts the process. It holds none of our streams: input is empty, both outputs go to the file,
   * whose former content is kept beside it.
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

  /** The process to be started, its streams still to be said. */
  public ProcessBuilder builder(Path directory) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().putAll(environment);
    return builder;
  }
}
