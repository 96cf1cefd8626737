package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.fanout.FanOutBenchmark;
import io.fanfare.workloads.bench.fanout.FanOutReport;
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

/** Measures fan-out and persistence. */
@Command(
    name = "fanout",
    description = {
      "Measures persisted entries per second through the whole pipeline, and of raw inserts of the"
          + " same rows; latency under load, CPU and bytes."
    })
final class BenchFanOutCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Rounds in which the same posts are written through the pipeline and raw (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Seconds for which latencies are measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--entries-per-second",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Entries per second while latencies are measured; 0: half of what the rounds have"
              + " (default: ${DEFAULT-VALUE}).")
  private int entriesPerSecond;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    FanOutReport report =
        new FanOutBenchmark(options.settings(), workload.workload(options.seed()), err::println)
            .run(rounds, Duration.ofSeconds(seconds), entriesPerSecond);
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
