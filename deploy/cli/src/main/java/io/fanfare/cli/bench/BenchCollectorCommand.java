package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.collector.CollectorBenchmark;
import io.fanfare.workloads.bench.collector.CollectorReport;
import io.fanfare.workloads.bench.collector.CollectorWorkload;
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

/** Measures the dashboard of a listener who follows very many artists. */
@Command(
    name = "collector",
    description = {
      "Measures entries per second onto the dashboard of a listener who follows very many artists,"
          + " what this listener's reads return, and the latency of other dashboards meanwhile."
    })
final class BenchCollectorCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final SmallPostsOptions small = new SmallPostsOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--following",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Artists that the listener follows, 100 or more (default: ${DEFAULT-VALUE}).")
  private int following;

  @Option(
      names = "--listeners",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Number of listeners (default: ${DEFAULT-VALUE}).")
  private int listeners;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Seconds for which small posts are measured alone (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    CollectorReport report =
        new CollectorBenchmark(options.settings(), workload(), err::println)
            .run(Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }

  private CollectorWorkload workload() {
    return new CollectorWorkload(
        following,
        listeners,
        small.artists(),
        small.followers(),
        small.postsPerSecond(),
        options.seed());
  }
}
