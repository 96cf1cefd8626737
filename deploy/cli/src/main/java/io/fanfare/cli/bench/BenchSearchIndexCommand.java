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

/** Measures the indexing of documents. */
@Command(
    name = "search-index",
    description = {
      "Documents a second through the search job, which reads the whole log into a new generation,"
          + " against raw bulk requests of the same documents; from a commit until it is found; and"
          + " searches, alone and beside another such run."
    })
final class BenchSearchIndexCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final NamesOption names = new NamesOption();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--searches-per-second",
      paramLabel = "N",
      defaultValue = "20",
      description = "At random times, whatever becomes of the former ones. Else 20.")
  private double searchesPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long freshness, and searches alone, are measured. Else 60.")
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
