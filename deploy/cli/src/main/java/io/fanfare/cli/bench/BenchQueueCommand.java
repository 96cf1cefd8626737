package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.queue.QueueBenchmark;
import io.fanfare.workloads.bench.queue.QueueReport;
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

/** Measures the queue in front of the API servers. */
@Command(
    name = "queue",
    description = {
      "Measures how long requests wait in HAProxy, in front of servers whose requests take a known"
          + " time, and prints it beside what queueing theory predicts (M/G/c); fast requests beside"
          + " slow ones, in one queue and in private queues; what twice the capacity does; and reads"
          + " of tracks from the API servers of a stack with an edge, also while these are restarted."
    })
final class BenchQueueCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = {
        "Seconds of a measurement (default: ${DEFAULT-VALUE}). Waits are measured for half of it at a"
            + " low load, and twice as long at a high one; fast requests four times as long."
      })
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    QueueReport report =
        new QueueBenchmark(options.settings(), options.seed(), err::println)
            .run(Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
