package io.fanfare.local.supervisor;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.SupervisorFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a supervisor as a separate process, which outlives this one. */
final class SupervisorLaunch {

  private final StackSettings settings;
  private final SupervisorFiles files;

  SupervisorLaunch(StackSettings settings) {
    this.settings = settings;
    this.files = new SupervisorFiles(settings.home());
  }

  /** The file of the supervisor's output. */
  Path output() {
    return files.output();
  }

  Process start() throws IOException {
    List<String> command = new ArrayList<>();
    // In its own session, the supervisor receives neither the terminal's Ctrl-C nor its hang-up.
    program("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.addAll(
        files.command(
            SupervisorProgram.class.getName(),
            settings.checkout().root(),
            settings.home().root(),
            settings.ports().base(),
            settings.extent(),
            settings.batchRowsPerSecond(),
            settings.skipsLostRecords(),
            settings.isObserved(),
            settings.sends(),
            settings.hasEdge()));
    return new Launch(command).start(settings.home().run(), output());
  }

  private static Optional<Path> program(String name) {
    String path = System.getenv("PATH");
    return path == null
        ? Optional.empty()
        : List.of(path.split(File.pathSeparator)).stream()
            .map(directory -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .findFirst();
  }
}
