package io.fanfare.cli.options;

import io.fanfare.local.Ports;
import picocli.CommandLine.Option;

/** The ports of a stack that is started. */
public final class PortOption {

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = "${env:FANFARE_PORT_BASE:-" + Ports.DEFAULT_BASE + "}",
      description = {
        "First of the " + Ports.SPAN + " ports of the stack",
        "(default: FANFARE_PORT_BASE, otherwise " + Ports.DEFAULT_BASE + ")."
      })
  private int portBase;

  public int base() {
    return portBase;
  }
}
