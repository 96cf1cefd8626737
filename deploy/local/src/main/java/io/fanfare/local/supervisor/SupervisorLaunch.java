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

/** The start of a supervisor as a process of its own, which outlives the one that starts it. */
final class SupervisorLaunch {

  private final StackSettings settings;
  private final SupervisorFiles files;

  SupervisorLaunch(StackSettings settings) {
    this.settings = settings;
    this.files = new SupervisorFiles(settings.home());
  }

  /** Where the supervisor says how it goes. */
  Path output() {
    return files.output();
  }

  Process start() throws IOException {
    List<String> command = new ArrayList<>();
    // In a session of its own it gets neither the terminal's Ctrl-C nor its hang-up.
    program("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.addAll(
        files.command(
            SupervisorProgram.class.getName(),
            settings.checkout().root(),
            settings.home().root(),
            settings.ports().base(),
            settings.extent(),
            settings.batchRowsPerSecond()));
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
