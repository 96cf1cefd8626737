package io.fanfare.local.supervisor;

import java.util.List;

/**
 * The state of a server, reported by the supervisor.
 *
 * @param pid process id; 0 if there is no process
 * @param port the port that clients use
 * @param restarts how often the server died and was restarted
 * @param log the file to read after a failure
 * @param problem lines that describe the current problem; empty if there is none
 */
public record ServerReport(
    String name,
    long pid,
    int port,
    ServerState state,
    int restarts,
    String log,
    List<String> problem) {

  public ServerReport {
    problem = List.copyOf(problem);
  }
}
