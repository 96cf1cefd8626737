package io.fanfare.cli.options;

import io.fanfare.local.Checkout;
import io.fanfare.local.Ports;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The local stack that a command works on. */
public final class StackOptions {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:FANFARE_HOME}",
      description = {
        "Directory with the stack's data, logs and secrets",
        "(default: FANFARE_HOME, otherwise .fanfare in the checkout)."
      })
  private @Nullable Path home;

  public StackHome home() {
    return new StackHome(home == null ? Checkout.current().root().resolve(".fanfare") : home);
  }

  public StackSettings settings(int portBase, Extent extent) {
    return new StackSettings(Checkout.current(), home(), new Ports(portBase), extent);
  }
}
