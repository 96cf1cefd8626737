package io.fanfare.cli.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks: each is a command of its own. */
@Command(
    name = "bench",
    description = {
      "Measures the pipeline on this machine, on an empty stack of its own that is gone at the end.",
      "Nothing else should run meanwhile."
    },
    subcommands = {
      BenchFanOutCommand.class,
      BenchReadCommand.class,
      BenchCelebrityCommand.class,
      BenchCollectorCommand.class,
      BenchChurnCommand.class,
      BenchPushPullCommand.class,
      BenchSearchIndexCommand.class,
      BenchSearchNamesCommand.class,
      BenchStatsCommand.class
    })
public final class BenchCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "A benchmark is missing: fanout, read, celebrity, collector, churn, pushpull,"
            + " search-index, search-names or stats.");
  }
}
