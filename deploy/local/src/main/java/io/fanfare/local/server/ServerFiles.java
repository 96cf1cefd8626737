package io.fanfare.local.server;

import io.fanfare.local.StackHome;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import io.fanfare.local.process.LogTail;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files of one server in the stack's home.
 *
 * @param home of the stack
 * @param server name of the server
 */
public record ServerFiles(StackHome home, String server) {

  private static final int MINUTES_FOR_A_STEP = 2;
  private static final int TAIL_LINES = 12;
  private static final int OUTPUT_LINES = 4;

  /** Some servers print such lines at every start. They never explain a failure. */
  private static final String JVM_WARNING = "WARNING: ";

  /** The server's data, which survives `down`. */
  public Path data() {
    return home.data(server);
  }

  /** The log that the server writes itself. */
  public Path log() {
    return home.logs().resolve(server + ".log");
  }

  /** The output of the process. */
  public Path output() {
    return home.logs().resolve(server + ".out");
  }

  /** The log, or the output of a server without a log: the file to read after a failure. */
  public Path mainLog() {
    return Files.exists(log()) ? log() : output();
  }

  /** The last lines of the log, followed by some of the output. */
  public List<String> lastLines() {
    List<String> lines = new ArrayList<>(LogTail.of(log(), TAIL_LINES));
    LogTail.of(output(), lines.isEmpty() ? TAIL_LINES : OUTPUT_LINES).stream()
        .filter(line -> !line.startsWith(JVM_WARNING))
        .forEach(lines::add);
    return lines;
  }

  /** Directory of the server's configuration files. */
  Path configuration() {
    return home.configuration(server);
  }

  /** A directory for temporary files, empty at each start. */
  Path temporary() throws IOException {
    Path directory = home.run().resolve("tmp").resolve(server);
    StackHome.delete(directory);
    return Files.createDirectories(directory);
  }

  /** Writes a configuration file and returns its path. */
  Path configure(String name, String content) throws IOException {
    return Files.writeString(Files.createDirectories(configuration()).resolve(name), content);
  }

  /** Copies a resource of this package to the configuration, and returns its path. */
  Path copy(String resource) throws IOException {
    Path copy = Files.createDirectories(configuration()).resolve(resource);
    try (InputStream in = ServerFiles.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(in, resource), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /**
   * Copies jars into the home and returns their directory. Without the copy, a build would remove
   * the classes of the running stack.
   */
  Path copyJars(Path... jarsOrDirectories) throws IOException {
    Path libraries = home.run().resolve("lib").resolve(server);
    StackHome.delete(libraries);
    Files.createDirectories(libraries);
    for (Path source : jarsOrDirectories) {
      try (Stream<Path> files = Files.walk(source, 1)) {
        for (Path jar : files.filter(Files::isRegularFile).toList()) {
          Files.copy(jar, libraries.resolve(jar.getFileName()));
        }
      }
    }
    return libraries;
  }

  /** Makes a JVM keep its temporary files and its log in the home. */
  JavaCommand inHome(JavaCommand java) throws IOException {
    return java.property("java.io.tmpdir", temporary()).property("fanfare.log", log());
  }

  /** Makes a JVM log through log4j. */
  JavaCommand withLog4j(JavaCommand java) throws IOException {
    return inHome(java).property("log4j2.configurationFile", copy("log4j2.properties").toUri());
  }

  /**
   * Runs a program that prepares the server, and waits for its end.
   *
   * @throws OperationException if it fails or takes too long
   */
  void run(String step, Launch launch, ProcessBuilder.Redirect input)
      throws IOException, InterruptedException {
    Path output = home.logs().resolve(server + "-" + step + ".out");
    Process process =
        launch
            .builder(home.run())
            .redirectInput(input)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = false;
    try {
      ended = process.waitFor(MINUTES_FOR_A_STEP, TimeUnit.MINUTES);
    } finally {
      if (!ended) {
        process.destroyForcibly();
      }
    }
    if (!ended || process.exitValue() != 0) {
      throw new OperationException(
          "%s could not be prepared (%s, %s). Last lines of %s:%n%s"
              .formatted(
                  server,
                  step,
                  ended ? "exit code " + process.exitValue() : "it took too long",
                  output,
                  String.join(System.lineSeparator(), LogTail.of(output, TAIL_LINES))));
    }
  }
}
