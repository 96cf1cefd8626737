package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.scale.ScaleBenchmark;
import io.fanfare.workloads.bench.scale.ScaleReport;
import io.fanfare.workloads.bench.scale.ScaleWorkload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures costs at several sizes. */
@Command(
    name = "scale",
    description = {
      "Measures whether costs stay the same as the work grows: CPU and disk per entry, checkpoint"
          + " bytes per follow and page latency for several numbers of follows; page latency for"
          + " several lengths of a dashboard; CPU per event for several numbers of tracks."
    })
final class BenchScaleCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--follows",
      paramLabel = "N",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description = "Follows of each network, 10000 at least (default: ${DEFAULT-VALUE}).")
  private List<Integer> follows = List.of();

  @Option(
      names = "--dashboards",
      paramLabel = "N",
      split = ",",
      defaultValue = "100,1000,10000,100000",
      description = "Entries of each dashboard, 100 at least (default: ${DEFAULT-VALUE}).")
  private List<Integer> dashboards = List.of();

  @Option(
      names = "--tracks",
      paramLabel = "N",
      split = ",",
      defaultValue = "100,1000,10000,100000",
      description = "Numbers of tracks that have plays (default: ${DEFAULT-VALUE}).")
  private List<Integer> tracks = List.of();

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "Entries that are written in each network; with too few, a listener has no full page"
              + " (default: ${DEFAULT-VALUE}).")
  private int entries;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Plays for each number of tracks (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Seconds for which each kind of page is read (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also writes a chart to a file, as SVG (default: no file).")
  private @Nullable Path svg;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ScaleReport report = new ScaleBenchmark(options.settings(), workload(spec), err::println).run();
    report.lines().forEach(out::println);
    options.write(report);
    if (svg != null) {
      BenchOptions.write(svg, report.chart());
    }
    return 0;
  }

  private ScaleWorkload workload(CommandSpec command) {
    try {
      return new ScaleWorkload(
          follows, dashboards, tracks, entries, events, seconds, options.seed());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
