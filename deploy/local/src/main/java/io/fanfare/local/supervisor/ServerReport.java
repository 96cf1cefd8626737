package io.fanfare.local.supervisor;

import java.util.List;

/**
 * A server as the supervisor sees it.
 *
 * @param pid process id; 0 if there is no process
 * @param port the port that clients use
 * @param restarts how often it died and was started again
 * @param log the file to look into
 * @param problem what a person should know of it; empty if all is well
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
