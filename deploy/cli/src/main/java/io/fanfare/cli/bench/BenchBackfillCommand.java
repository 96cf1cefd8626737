package io.fanfare.cli.bench;

import io.fanfare.cli.options.BatchShareOption;
import io.fanfare.workloads.bench.backfill.BackfillBenchmark;
import io.fanfare.workloads.bench.backfill.BackfillReport;
import io.fanfare.workloads.bench.backfill.BackfillWorkload;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the rebuild of dashboards. */
@Command(
    name = "backfill",
    description = {
      "Measures entries per second of a rebuild of all dashboards from a savepoint, of the whole live"
          + " pipeline, and of raw inserts; then the latency of small posts, alone and beside a"
          + " rebuild with a bounded share of the store."
    })
final class BenchBackfillCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final SmallPostsOptions small = new SmallPostsOptions();
  @Mixin private final BatchShareOption batchShare = new BatchShareOption();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--followers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Listeners, who all follow one artist (default: ${DEFAULT-VALUE}).")
  private int followers;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Rounds in which each artist posts once (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Seconds for which small posts are measured, alone and beside a rebuild (default:"
              + " ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    BackfillWorkload workload =
        new BackfillWorkload(
            followers,
            small.artists(),
            small.followers(),
            rounds,
            small.postsPerSecond(),
            options.seed());
    BackfillReport report =
        new BackfillBenchmark(batchShare.in(options.settings()), workload, err::println)
            .run(Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
