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

/** Measures a network in which much is taken back. */
@Command(
    name = "churn",
    exitCodeOnExecutionException = 3,
    description = {
      "Operations as fast as the source takes them, one in ten an unfollow, block, delete or change"
          + " of privacy, with interactive posts beside them; then an audit of all dashboards.",
      "Exits with 0 if that finds nothing, with 1 if it does, and with 2 or more if it cannot tell."
    })
final class BenchChurnCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;
  private static final Duration ELSE = Duration.ofSeconds(30);

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--edges",
      paramLabel = "FILE",
      description = {
        "Who follows whom, as `fanfare load` reads it: two ids a line, the first follows the"
            + " second. Who is followed is an artist, and everybody listens.",
        "Else a network is drawn."
      })
  private @Nullable Path edges;

  @Option(names = "--mutual", description = "Each edge is a follow in both directions.")
  private boolean mutual;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long operations are written. Else 30.")
  private @Nullable Integer seconds;

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "How many operations are written, however long that takes.")
  private @Nullable Integer operations;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Servers that are killed between the --operations, at random moments: the TaskManager, the"
              + " JobManager, Kafka, Cassandra, Connect or MariaDB. Else 0.")
  private int kills;

  @Option(
      names = "--posts-per-second",
      paramLabel = "N",
      defaultValue = "2",
      description = "Posts beside them whose latency is measured, at random times. Else 2.")
  private double postsPerSecond;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    requireSense();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Duration length = seconds == null ? ELSE : Duration.ofSeconds(seconds);
    ChurnReport report =
        benchmark(options.settings(), err)
            .run(new ChurnPlan(operations, length, kills, postsPerSecond));
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

  private void requireSense() {
    ParseResult said = Objects.requireNonNull(spec).commandLine().getParseResult();
    if (edges != null
        && Stream.of("--artists", "--followers", "--listeners").anyMatch(said::hasMatchedOption)) {
      throw refusal(
          "--edges says who follows whom: --artists, --followers and --listeners are for a network"
              + " that is drawn.");
    }
    if (mutual && edges == null) {
      throw refusal("--mutual is about --edges, which is missing.");
    }
    if (operations != null && seconds != null) {
      throw refusal("Either --operations or --seconds says when it ends, not both.");
    }
    if (kills > 0 && operations == null) {
      throw refusal("--kills is about --operations, which is missing.");
    }
    if (kills < 0 || (operations != null && operations < 1)) {
      throw refusal("--operations is a positive number, and --kills is none or more.");
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
