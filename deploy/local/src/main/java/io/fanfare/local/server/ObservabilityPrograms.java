package io.fanfare.local.server;

import io.fanfare.local.Checkout;
import io.fanfare.local.packages.DebianPackages;
import io.fanfare.local.packages.InstalledProgram;
import java.nio.file.Path;
import java.util.List;

/** Prometheus and Alertmanager: those of this machine, or Debian's, which are fetched once. */
public final class ObservabilityPrograms {

  private static final String DEBIAN_ALERTMANAGER = "prometheus-alertmanager";

  /** Two servers of one stack may need them at the same time. */
  private static final Object FETCHING = new Object();

  private final Checkout checkout;

  public ObservabilityPrograms(Checkout checkout) {
    this.checkout = checkout;
  }

  public Path prometheus() {
    return InstalledProgram.find("prometheus").orElseGet(() -> fetched("prometheus"));
  }

  /** The program that checks and tests rules. */
  public Path promtool() {
    return InstalledProgram.find("promtool").orElseGet(() -> fetched("promtool"));
  }

  /**
   * The beginning of Alertmanager's command line. Debian's reads templates from `/usr/share` and no
   * other place. So the one that was fetched sees its own files there, by a mount of its own.
   */
  List<String> alertmanager() {
    return InstalledProgram.find(DEBIAN_ALERTMANAGER)
        .or(() -> InstalledProgram.find("alertmanager"))
        .map(program -> List.of(program.toString()))
        .orElseGet(
            () -> {
              Path program = fetched(DEBIAN_ALERTMANAGER);
              Path share = program.resolveSibling("../share").normalize();
              return List.of(
                  "unshare",
                  "--map-root-user",
                  "--mount",
                  "sh",
                  "-c",
                  "mount --bind \"$0\" /usr/share && exec \"$@\"",
                  share.toString(),
                  program.toString());
            });
  }

  private Path fetched(String program) {
    DebianPackages packages =
        new DebianPackages(
            checkout.fetched("prometheus"),
            "Put prometheus, promtool and alertmanager on the PATH, or start the stack without"
                + " --observe.");
    synchronized (FETCHING) {
      packages.fetch("prometheus", "prometheus-alertmanager");
    }
    return packages.root().resolve("usr/bin").resolve(program);
  }
}
