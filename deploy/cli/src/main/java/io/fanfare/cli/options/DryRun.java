package io.fanfare.cli.options;

import picocli.CommandLine.Option;

/** Whether a command only names what it would do. */
public final class DryRun {

  @Option(
      names = "--dry-run",
      description = "Checks and prints what would be done, and does nothing.")
  private boolean requested;

  public boolean isRequested() {
    return requested;
  }

  /** What a command does, or what it reports instead. */
  public interface Action {
    void run() throws InterruptedException;
  }

  /**
   * Runs the one or the other.
   *
   * @param plan reports what the action would do, and changes nothing
   */
  public void choose(Action action, Action plan) throws InterruptedException {
    (isRequested() ? plan : action).run();
  }
}
