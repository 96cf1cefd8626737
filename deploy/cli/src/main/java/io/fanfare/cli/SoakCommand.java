package io.fanfare.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fanfare.local.DisposableStack;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.workloads.soak.SoakReport;
import io.fanfare.workloads.soak.SoakSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays random histories with kills on a stack of its own, and audits the views. */
@Command(
    name = "soak",
    exitCodeOnExecutionException = 3,
    description = {
      "Plays random histories on an empty stack of its own: every kind of change to the rows that"
          + " views depend on, of what users want to be notified of, and plays that are sent twice."
          + " Meanwhile it kills servers and agents, refreshes rows, restarts jobs from older"
          + " savepoints, and appends records with wrong times. It audits the views and the"
          + " notifications after each history. If there is no difference, the stack is removed at"
          + " the end.",
      "Exits with 0 if there is no difference, with 1 if there is one, and with 2 or more if an"
          + " audit could not be completed."
    })
public final class SoakCommand implements Callable<Integer> {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String DEFAULT_PORT_BASE = "24500";
  private static final int DIFFERENT = 1;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "4",
      description = "Number of histories (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Number of servers to kill in each history, at random moments (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--operations",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Changes of rows in each history (default: ${DEFAULT-VALUE}).")
  private int operations;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Plays and downloads in each history; each is sent twice, in another order (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = {
        "First seed; each following history has the next number. The same seed makes the same"
            + " changes. Even seeds have a small, dense network, odd ones an actor with thousands of"
            + " followers",
        "(default: the current time in milliseconds)."
      })
  private @Nullable Long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "Directory with the data of its stack: empty or not there yet, removed at the end if there"
            + " is no difference",
        "(default: .fanfare-soak in the checkout, which each run empties first)."
      })
  private @Nullable Path home;

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = DEFAULT_PORT_BASE,
      description = "First of the ports of the stack (default: ${DEFAULT-VALUE}).")
  private int portBase;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "Directory for the reports of audits that find differences: soak-SEED.json of one seed,"
              + " soak-all.json of the final audit (default: the working directory).")
  private Path reports = Path.of(".");

  @Option(names = "--json", description = "Prints the report as one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    requirePositive();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    // A program parses the standard output: it gets the report alone.
    PrintWriter lines = json ? err : out;
    StackSettings settings =
        DisposableStack.settings(home, ".fanfare-soak", portBase).withSending(true);
    settings.home().wipe();
    boolean clean = false;
    try (LocalStack stack = LocalStack.up(settings, err::println)) {
      SoakReport report = new SoakSeries(stack, lines, series()).run();
      if (json) {
        out.println(JSON.writeValueAsString(report));
      }
      lines.println(report.line());
      clean = report.clean();
    } finally {
      end(settings.home(), clean, err);
    }
    return clean ? 0 : DIFFERENT;
  }

  /** Keeps the data after a failure: its cause is found only there. */
  private static void end(StackHome home, boolean clean, PrintWriter err) {
    if (clean) {
      home.wipe();
    } else if (Files.exists(home.root())) {
      err.printf(
          "Data and logs of the stack stay in %1$s. Remove them with `fanfare down --wipe --home"
              + " %1$s`.%n",
          home.root());
    }
  }

  private SoakSeries.Settings series() {
    long first = seed == null ? System.currentTimeMillis() : seed;
    return new SoakSeries.Settings(first, seeds, operations, events, kills, reports);
  }

  private void requirePositive() {
    if (seeds < 1 || operations < 1 || events < 0 || kills < 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--seeds and --operations must be 1 or more, --events and --kills 0 or more.");
    }
  }
}
