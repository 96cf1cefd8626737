package io.fanfare.local.supervisor;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.local.JsonFile;
import io.fanfare.local.StackHome;
import java.util.Optional;

/** How the start of a stack ended: the supervisor writes it for the command that waits. */
final class StartReport {

  private final JsonFile<String> file;

  /**
   * @param pid of the supervisor: each has its own report
   */
  StartReport(StackHome home, long pid) {
    this.file = new JsonFile<>(home.run().resolve("started-" + pid), new TypeReference<>() {});
  }

  void writeSuccess() {
    file.write("");
  }

  void writeFailure(String problem) {
    file.write(problem);
  }

  /**
   * Reads and removes the report.
   *
   * @return empty if the start has not ended; an empty text if it succeeded, otherwise the problem
   */
  Optional<String> take() {
    Optional<String> problem = file.read();
    problem.ifPresent(read -> file.remove());
    return problem;
  }
}
