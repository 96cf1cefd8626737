package io.fanfare.cli.bench;

import picocli.CommandLine.Option;

/** The posts that go on beside what a benchmark is about. */
final class SmallPostsOptions {

  @Option(
      names = "--small-artists",
      paramLabel = "N",
      defaultValue = "500",
      description = "Who posts meanwhile. Else 500.")
  private int artists;

  @Option(
      names = "--small-followers",
      paramLabel = "N",
      defaultValue = "200",
      description = "Followers of each of them. Else 200.")
  private int followers;

  @Option(
      names = "--small-posts-per-second",
      paramLabel = "N",
      defaultValue = "20",
      description = "Their posts, at random times whatever becomes of the former ones. Else 20.")
  private double postsPerSecond;

  int artists() {
    return artists;
  }

  int followers() {
    return followers;
  }

  double postsPerSecond() {
    return postsPerSecond;
  }
}
