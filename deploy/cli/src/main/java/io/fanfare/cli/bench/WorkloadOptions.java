package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.kit.Workload;
import picocli.CommandLine.Option;

/** The size of a network whose artists have a Zipf tail. */
final class WorkloadOptions {

  @Option(
      names = "--artists",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Who posts. Else 1000.")
  private int artists;

  @Option(
      names = "--followers",
      paramLabel = "N",
      defaultValue = "403",
      description = "Mean followers of an artist; their numbers have a Zipf tail. Else 403.")
  private int followers;

  @Option(
      names = "--listeners",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Who follows: no artist has more followers. Else 20000.")
  private int listeners;

  Workload workload(long seed) {
    return new Workload(artists, followers, listeners, seed);
  }
}
