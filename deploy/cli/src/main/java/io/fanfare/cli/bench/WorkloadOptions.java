package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.kit.Workload;
import picocli.CommandLine.Option;

/** The size of a network in which the number of followers has a Zipf tail. */
final class WorkloadOptions {

  @Option(
      names = "--artists",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Number of artists who post (default: ${DEFAULT-VALUE}).")
  private int artists;

  @Option(
      names = "--followers",
      paramLabel = "N",
      defaultValue = "403",
      description =
          "Mean followers of an artist; the numbers have a Zipf tail (default: ${DEFAULT-VALUE}).")
  private int followers;

  @Option(
      names = "--listeners",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Number of listeners who follow; no artist has more followers (default: ${DEFAULT-VALUE}).")
  private int listeners;

  Workload workload(long seed) {
    return new Workload(artists, followers, listeners, seed);
  }
}
