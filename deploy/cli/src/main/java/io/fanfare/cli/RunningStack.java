package io.fanfare.cli;

import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackException;
import io.fanfare.local.supervisor.StackState.Phase;

/** The stack that runs, for commands that work on it. */
final class RunningStack {

  private RunningStack() {}

  /**
   * Where it is reached.
   *
   * @throws StackException if it is not up
   */
  static StackAddresses require(StackOptions options) {
    StatusReport report = StatusReport.of(options);
    boolean up = report.state().filter(state -> state.phase() == Phase.UP).isPresent();
    if (!up) {
      throw new StackException(report.problem().orElse("The stack is not up."));
    }
    return report.addresses().orElseThrow();
  }
}
