package io.fanfare.local.supervisor;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.local.JsonFile;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.local.server.NginxServer;
import io.fanfare.ops.OperationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a stack. Its supervisor writes it, and other processes read it.
 *
 * @param phase the phase of the whole stack
 * @param problem why rows do not flow as they should; empty if there is no problem
 * @param jobs the state of each job, by name
 */
public record StackState(
    Phase phase,
    int portBase,
    Extent extent,
    List<ServerReport> servers,
    Map<String, String> jobs,
    String problem) {

  /** The phase of a stack's life. */
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

  /** Whether the edge is in front of the API servers. */
  public boolean hasEdge() {
    return servers.stream().anyMatch(server -> server.name().equals(NginxServer.NAME));
  }

  /**
   * Writes the state into the home.
   *
   * @throws OperationException if it cannot be written
   */
  void write(StackHome home) {
    file(home).write(this);
  }

  /** The state that was written last; empty if there is none that this release can read. */
  public static Optional<StackState> read(StackHome home) {
    try {
      return file(home).read();
    } catch (OperationException e) {
      return Optional.empty();
    }
  }

  private static JsonFile<StackState> file(StackHome home) {
    return new JsonFile<>(home.run().resolve("state.json"), new TypeReference<>() {});
  }
}
