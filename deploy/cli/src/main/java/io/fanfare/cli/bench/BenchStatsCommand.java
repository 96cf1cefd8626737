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

/** Measures how fast events are counted. */
@Command(
    name = "stats",
    description = {
      "Measures events per second through the stats job, spread evenly over 1,000 tracks and with"
          + " half of them on one track, against a client that copies the same events to another"
          + " topic; the time from an event until the API shows it; reads of a year of stats over"
          + " HTTP; and bytes per cell."
    })
final class BenchStatsCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Events per round (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--owners",
      paramLabel = "N",
      defaultValue = "100",
      description = "Owners of the tracks, all of as many (default: ${DEFAULT-VALUE}).")
  private int owners;

  @Option(
      names = "--reads-per-second",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Reads per second, at random times that do not depend on earlier answers (default: ${DEFAULT-VALUE}).")
  private double readsPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "Seconds for which freshness, and then each kind of reads, are measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    StatsReport report =
        new StatsBenchmark(options.settings(), owners, options.seed(), err::println)
            .run(events, readsPerSecond, Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
