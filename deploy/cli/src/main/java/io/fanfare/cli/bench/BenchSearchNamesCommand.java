package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.search.SearchNamesBenchmark;
import io.fanfare.workloads.bench.search.SearchNamesReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures how well search finds names. */
@Command(
    name = "search-names",
    description = {
      "Writes names as users and as tracks, then searches for each: in full, by its first three"
          + " quarters, and without its accents. Reports how many are among the first ten hits, and"
          + " at which rank."
    })
final class BenchSearchNamesCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final NamesOption names = new NamesOption();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SearchNamesReport report =
        new SearchNamesBenchmark(options.settings(), err::println).run(names.read());
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }
}
