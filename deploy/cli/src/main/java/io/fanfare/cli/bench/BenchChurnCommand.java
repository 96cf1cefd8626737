package io.fanfare.cli.bench;

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

/** Measures a network in which much is taken back. */
@Command(
    name = "churn",
    description = {
      "Operations as fast as the source takes them, one in ten an unfollow, block, delete or change"
          + " of privacy, with interactive posts beside them; then an audit of all dashboards.",
      "Exits with 1 if that finds anything."
    })
final class BenchChurnCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long operations are written. Else 30.")
  private int seconds;

  @Option(
      names = "--posts-per-second",
      paramLabel = "N",
      defaultValue = "2",
      description = "Posts beside them whose latency is measured, at random times. Else 2.")
  private double postsPerSecond;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ChurnReport report =
        new ChurnBenchmark(options.settings(), workload.workload(options.seed()), err)
            .run(Duration.ofSeconds(seconds), postsPerSecond);
    report.lines().forEach(out::println);
    options.write(report);
    return report.audit().clean() ? 0 : DIFFERENT;
  }
}
