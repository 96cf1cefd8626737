package io.fanfare.local.server;

import io.fanfare.local.StackHome;
import io.fanfare.local.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The supervisor's files and command line. Like a server, it is a JVM in the stack's home. */
public final class SupervisorFiles {

  private static final String NAME = "supervisor";

  private final ServerFiles files;

  public SupervisorFiles(StackHome home) {
    this.files = new ServerFiles(home, NAME);
  }

  /** The output of the supervisor. */
  public Path output() {
    return files.output();
  }

  /** A command line that runs a class of this program on copies of its jars. */
  public List<String> command(String mainClass, Object... arguments) throws IOException {
    Path[] jars =
        Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .map(Path::of)
            .toArray(Path[]::new);
    return files
        .withLog4j(JavaCommand.withHeap(16, 96).optimizeForStart())
        .jarsIn(files.copyJars(jars))
        .main(mainClass, arguments);
  }
}
