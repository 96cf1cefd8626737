package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.search.SearchIndexBenchmark;
import io.fanfare.workloads.bench.search.SearchIndexReport;
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

/** Measures how fast documents are indexed. */
@Command(
    name = "search-index",
    description = {
      "Measures documents per second through the search job, which reads the whole log into a new"
          + " generation, against raw bulk requests of the same documents; the time from a commit"
          + " until a search finds it; and searches, alone and during another rebuild."
    })
final class BenchSearchIndexCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final NamesOption names = new NamesOption();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--searches-per-second",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Searches per second, at random times that do not depend on earlier answers (default: ${DEFAULT-VALUE}).")
  private double searchesPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Seconds for which freshness, and then searches alone, are measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SearchIndexReport report =
        new SearchIndexBenchmark(options.settings(), options.seed(), err::println)
            .run(names.read(), searchesPerSecond, Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
