package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.edge.EdgeBenchReport;
import io.fanfare.workloads.bench.edge.EdgeBenchmark;
import io.fanfare.workloads.bench.edge.EdgePlan;
import io.fanfare.workloads.bench.edge.EdgeWorkload;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the edge. */
@Command(
    name = "edge",
    exitCodeOnExecutionException = 3,
    description = {
      "Measures the edge: the time from a commit until the edge serves it, hits per second, and how"
          + " old what it serves is, without the purger, and while purger, Varnish, an API server"
          + " and Kafka are killed. Then audits the edge.",
      "Exits with 0 if nothing was older than 5 s and the audit found no difference, with 1"
          + " otherwise, and with 2 or more if it could not be completed."
    })
final class BenchEdgeCommand implements Callable<Integer> {

  private static final int STALE = 1;
  private static final int MOST_TRACKS_OF_USER = 50;

  @Mixin private final BenchOptions options = new BenchOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "200",
      description = "Users with tracks (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--tracks-of-user",
      paramLabel = "N",
      defaultValue = "10",
      description = "Tracks of each of them, 50 at most (default: ${DEFAULT-VALUE}).")
  private int tracksOfUser;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Seconds of each part but the last one (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--changes-per-second",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Rows that are changed per second, at random times, one in ten of which takes something"
              + " back (default: ${DEFAULT-VALUE}).")
  private double changesPerSecond;

  @Option(
      names = "--reads-per-second",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Reads per second beside the changes, at random times (default: ${DEFAULT-VALUE}).")
  private double readsPerSecond;

  @Option(
      names = "--reads",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Reads of the last part, in which servers are killed (default: ${DEFAULT-VALUE}).")
  private long reads;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Connections of the clients that read as fast as they can (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    requireValid();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    EdgeBenchReport report =
        new EdgeBenchmark(
                options.settings(), new EdgeWorkload(users, tracksOfUser, options.seed()), err)
            .run(new EdgePlan(seconds, changesPerSecond, readsPerSecond, reads, connections));
    report.lines().forEach(out::println);
    options.write(report);
    return report.clean() ? 0 : STALE;
  }

  private void requireValid() {
    if (users < 1 || tracksOfUser < 1 || tracksOfUser > MOST_TRACKS_OF_USER) {
      throw refusal("--users must be 1 or more, and --tracks-of-user 1 to 50.");
    }
    if (seconds < 1
        || connections < 1
        || reads < 1
        || changesPerSecond <= 0
        || readsPerSecond <= 0) {
      throw refusal("Seconds, rates, reads and connections must be more than 0.");
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
