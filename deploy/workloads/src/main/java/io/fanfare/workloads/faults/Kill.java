package io.fanfare.workloads.faults;

import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.local.supervisor.ServerState;

/** The end of a server by SIGKILL, after which the supervisor restarts it. */
record Kill(LocalStack stack, String server) {

  /**
   * Kills it once it runs, and returns when the supervisor has noticed.
   *
   * @return the process that was killed
   */
  long execute() throws InterruptedException {
    Patience.until(server + " runs", () -> report().state() == ServerState.RUNNING);
    ServerReport before = report();
    stack.kill(server);
    Patience.until(server + " is gone", () -> report().restarts() > before.restarts());
    return before.pid();
  }

  /** Returns when another process than the killed one is ready. */
  void awaitRestart(long killed) throws InterruptedException {
    Patience.until(
        server + " is back",
        () -> {
          ServerReport now = report();
          return now.state() == ServerState.RUNNING && now.pid() != 0 && now.pid() != killed;
        });
  }

  private ServerReport report() {
    return stack.state().servers().stream()
        .filter(report -> report.name().equals(server))
        .findFirst()
        .orElseThrow();
  }
}
