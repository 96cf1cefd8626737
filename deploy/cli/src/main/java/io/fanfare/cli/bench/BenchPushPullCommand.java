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

/** Measures where merging at read would cost less than delivering. */
@Command(
    name = "pushpull",
    description = {
      "What a delivered entry costs, what it would cost to read an actor's activities for each page",
      "instead, and how rarely a follower must read for that to cost less."
    })
final class BenchPushPullCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each artist posts while it is measured. Else 2.")
  private int rounds;

  @Option(
      names = "--reads",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Outboxes that are read from each store. Else 20000.")
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
