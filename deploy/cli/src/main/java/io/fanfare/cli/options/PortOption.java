package io.fanfare.cli.options;

import io.fanfare.local.Ports;
import picocli.CommandLine.Option;

/** Where a stack that is started listens. */
public final class PortOption {

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = "${env:FANFARE_PORT_BASE:-" + Ports.DEFAULT_BASE + "}",
      description = {
        "The first of the " + Ports.SPAN + " ports that the stack takes.",
        "Else FANFARE_PORT_BASE counts, else " + Ports.DEFAULT_BASE + "."
      })
  private int portBase;

  public int base() {
    return portBase;
  }
}
