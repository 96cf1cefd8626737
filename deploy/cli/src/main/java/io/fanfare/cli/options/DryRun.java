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
}
