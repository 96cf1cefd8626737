package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.pushpull.PushPullBenchmark;
import io.fanfare.workloads.bench.pushpull.PushPullReport;
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
import picocli.CommandLine.Spec;

/** Measures for which followers merging at read would cost less than delivering. */
@Command(
    name = "pushpull",
    description = {
      "Measures the cost of a delivered entry, the cost of reading an actor's activities for each"
          + " page instead, and below which rate of reads the second costs less."
    })
final class BenchPushPullCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Posts of each artist that are measured (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--reads",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Number of outboxes to read from each store (default: ${DEFAULT-VALUE}).")
  private int reads;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PushPullReport report =
        new PushPullBenchmark(options.settings(), workload.workload(options.seed()), err::println)
            .run(rounds, reads);
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
