package io.fanfare.cli.options;

import io.fanfare.local.StackAddresses;
import io.fanfare.local.supervisor.StackState.Phase;
import io.fanfare.ops.OperationException;

/** The local stack, for commands that need it to be up. */
public final class RunningStack {

  private RunningStack() {}

  /**
   * Returns the addresses of its servers.
   *
   * @throws OperationException if it is not up
   */
  public static StackAddresses require(StackOptions options) {
    StatusReport report = StatusReport.of(options);
    boolean up = report.state().filter(state -> state.phase() == Phase.UP).isPresent();
    if (!up) {
      throw new OperationException(report.problem().orElse("The stack is not up."));
    }
    return report.addresses().orElseThrow();
  }
}
