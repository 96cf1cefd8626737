package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.stats.StatsBenchmark;
import io.fanfare.workloads.bench.stats.StatsReport;
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

/** Measures the counting of events. */
@Command(
    name = "stats",
    description = {
      "Events a second through the stats job, evenly over 1,000 tracks and with half of them on one,"
          + " against a client that copies the same events to another topic; from an event until it"
          + " is shown; a year of stats over HTTP; and bytes a cell."
    })
final class BenchStatsCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Of a round. Else 200000.")
  private int events;

  @Option(
      names = "--reads-per-second",
      paramLabel = "N",
      defaultValue = "50",
      description = "At random times, whatever becomes of the former ones. Else 50.")
  private double readsPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long freshness, and each kind of reads, are measured. Else 30.")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    StatsReport report =
        new StatsBenchmark(options.settings(), options.seed(), err::println)
            .run(events, readsPerSecond, Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
