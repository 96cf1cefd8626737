package io.fanfare.local.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a stack, as its supervisor notes it for others to read.
 *
 * @param phase where the stack as a whole is
 * @param problem why the stack is not what it should be; empty if all is well
 * @param jobs what each job does, by name
 */
public record StackState(
    Phase phase,
    int portBase,
    Extent extent,
    List<ServerReport> servers,
    Map<String, String> jobs,
    String problem) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "state.json";

  /** Where a stack as a whole is in its life. */
  public enum Phase {
    STARTING,
    UP,
    STOPPING,
    STOPPED
  }

  public StackState {
    servers = List.copyOf(servers);
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
  }

  /** Writes the state; readers see the former one or this one, never a part. */
  void write(StackHome home) {
    try {
      Path draft = home.run().resolve(FILE + ".draft");
      Files.write(draft, JSON.writeValueAsBytes(this));
      Files.move(draft, home.run().resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state that was noted last, if there is one. */
  public static Optional<StackState> read(StackHome home) {
    try {
      byte[] state = Files.readAllBytes(home.run().resolve(FILE));
      return Optional.of(JSON.readValue(state, StackState.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
