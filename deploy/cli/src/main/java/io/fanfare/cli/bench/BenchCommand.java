package io.fanfare.cli.bench;

import io.fanfare.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** The benchmarks, one command each. */
@Command(
    name = "bench",
    description = {
      "Measures the pipeline on this machine. Each benchmark starts an empty stack of its own and"
          + " removes it at the end.",
      "Run nothing else on the machine meanwhile."
    },
    subcommands = {
      BenchFanOutCommand.class,
      BenchReadCommand.class,
      BenchBackfillCommand.class,
      BenchCelebrityCommand.class,
      BenchCollectorCommand.class,
      BenchChurnCommand.class,
      BenchPushPullCommand.class,
      BenchSearchIndexCommand.class,
      BenchSearchNamesCommand.class,
      BenchStatsCommand.class,
      BenchScaleCommand.class,
      BenchNotificationsCommand.class,
      BenchEdgeCommand.class,
      BenchQueueCommand.class
    })
public final class BenchCommand extends CommandGroup {}
