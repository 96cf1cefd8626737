package io.fanfare.cli.bench;

import io.fanfare.cli.options.BatchShareOption;
import io.fanfare.workloads.bench.celebrity.CelebrityBenchmark;
import io.fanfare.workloads.bench.celebrity.CelebrityReport;
import io.fanfare.workloads.bench.celebrity.CelebrityWorkload;
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

/** Measures how a post to very many followers affects other posts. */
@Command(
    name = "celebrity",
    description = {
      "Measures the latency from commit to dashboard of small posts: alone, during a post to very"
          + " many followers, and during its removal. Also checkpoints, rows per second, and bytes"
          + " per follow."
    })
final class BenchCelebrityCommand implements Callable<Integer> {

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final SmallPostsOptions small = new SmallPostsOptions();
  @Mixin private final BatchShareOption batchShare = new BatchShareOption();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--followers",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Followers of the celebrity, more than 1000 (default: ${DEFAULT-VALUE}).")
  private int followers;

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
    CelebrityReport report =
        new CelebrityBenchmark(batchShare.in(options.settings()), workload(), err::println)
            .run(Duration.ofSeconds(seconds));
    report.lines().forEach(out::println);
    options.write(report);
    return 0;
  }

  private CelebrityWorkload workload() {
    return new CelebrityWorkload(
        followers, small.artists(), small.followers(), small.postsPerSecond(), options.seed());
  }
}
