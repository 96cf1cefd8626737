package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.read.ReadBenchmark;
import io.fanfare.workloads.bench.read.ReadReport;
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

/** Measures reads of dashboards. */
@Command(
    name = "read",
    description =
        "Measures the latency of a hydrated page of 50 entries over HTTP: first without other load, then"
            + " during writes.")
final class BenchReadCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--pages-per-second",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Requests per second, at random times that do not depend on earlier answers (default: ${DEFAULT-VALUE}).")
  private double pagesPerSecond;

  @Option(
      names = "--entries-per-second",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Entries per second that are written during the second half (default: ${DEFAULT-VALUE}).")
  private double entriesPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Seconds of each half (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ReadReport report =
        new ReadBenchmark(options.settings(), workload.workload(options.seed()), err::println)
            .run(pagesPerSecond, entriesPerSecond, Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
