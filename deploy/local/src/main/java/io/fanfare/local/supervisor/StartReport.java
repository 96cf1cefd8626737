package io.fanfare.local.supervisor;

import io.fanfare.local.StackHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How the start of a stack ended, left by the supervisor for the command that waits for it.
 *
 * @param pid of the supervisor: each has a report of its own
 */
record StartReport(StackHome home, long pid) {

  void succeeded() {
    write("");
  }

  void failed(String problem) {
    write(problem);
  }

  /**
   * The report, if the start has ended: empty text if all is well, else what is wrong. It is
   * removed by reading it.
   */
  Optional<String> take() {
    try {
      String problem = Files.readString(file());
      Files.delete(file());
      return Optional.of(problem);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void write(String problem) {
    try {
      Path draft = file().resolveSibling(file().getFileName() + ".draft");
      Files.writeString(draft, problem);
      Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return home.run().resolve("started-" + pid);
  }
}
