package io.fanfare.cli.bench;

import io.fanfare.local.StackSettings;
import io.fanfare.workloads.bench.churn.ChurnBenchmark;
import io.fanfare.workloads.bench.churn.ChurnPlan;
import io.fanfare.workloads.bench.churn.ChurnReport;
import io.fanfare.workloads.bench.churn.EdgeWorkload;
import io.fanfare.workloads.bench.kit.EdgeGraph;
import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Measures a network in which many changes are reverted. */
@Command(
    name = "churn",
    exitCodeOnExecutionException = 3,
    description = {
      "Writes operations as fast as the source accepts them, one in ten of which is an unfollow,"
          + " block, delete or change of privacy. Measures the latency of interactive posts"
          + " meanwhile, then audits all dashboards.",
      "Exits with 0 if there is no difference, with 1 if there is one, and with 2 or more if the"
          + " audit could not be completed."
    })
final class BenchChurnCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--edges",
      paramLabel = "FILE",
      description = {
        "Follow graph in the format of `fanfare load`: two user ids per line, the first follows the"
            + " second. Users with followers are artists; all users are listeners",
        "(default: a random network)."
      })
  private @Nullable Path edges;

  @Option(names = "--mutual", description = "Makes each edge a follow in both directions.")
  private boolean mutual;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Seconds for which operations are written (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "Number of operations to write, instead of --seconds.")
  private @Nullable Integer operations;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Number of kills at random moments between the --operations, each of one server:"
              + " TaskManager, JobManager, Kafka, Cassandra, Connect or MariaDB (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--posts-per-second",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Posts per second, at random times, whose latency is measured meanwhile (default: ${DEFAULT-VALUE}).")
  private double postsPerSecond;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    requireValid();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ChurnReport report =
        benchmark(options.settings(), err)
            .run(new ChurnPlan(operations, Duration.ofSeconds(seconds), kills, postsPerSecond));
    report.lines().forEach(out::println);
    options.write(report);
    return report.clean() ? 0 : DIFFERENT;
  }

  private ChurnBenchmark benchmark(StackSettings settings, PrintWriter err) throws SQLException {
    if (edges == null) {
      Workload drawn = workload.workload(options.seed());
      return new ChurnBenchmark(settings, drawn, drawn.posts(), err);
    }
    FollowGraph graph = EdgeGraph.read(edges, mutual, err::println);
    return new ChurnBenchmark(
        settings,
        EdgeWorkload.of(edges, mutual, graph, options.seed()),
        new Posts(graph, options.seed()),
        err);
  }

  private void requireValid() {
    ParseResult given = Objects.requireNonNull(spec).commandLine().getParseResult();
    if (edges != null
        && Stream.of("--artists", "--followers", "--listeners").anyMatch(given::hasMatchedOption)) {
      throw refusal(
          "--edges already defines the network: leave out --artists, --followers and --listeners.");
    }
    if (mutual && edges == null) {
      throw refusal("--mutual needs --edges.");
    }
    if (operations != null && given.hasMatchedOption("--seconds")) {
      throw refusal("Give either --operations or --seconds, not both.");
    }
    if (kills > 0 && operations == null) {
      throw refusal("--kills needs --operations.");
    }
    if (kills < 0 || (operations != null && operations < 1)) {
      throw refusal("--operations must be 1 or more, and --kills 0 or more.");
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
