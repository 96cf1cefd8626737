package io.fanfare.cli.bench;

import picocli.CommandLine.Option;

/** The small posts that a benchmark writes beside its main load. */
final class SmallPostsOptions {

  @Option(
      names = "--small-artists",
      paramLabel = "N",
      defaultValue = "500",
      description = "Artists who make the small posts (default: ${DEFAULT-VALUE}).")
  private int artists;

  @Option(
      names = "--small-followers",
      paramLabel = "N",
      defaultValue = "200",
      description = "Followers of each of these artists (default: ${DEFAULT-VALUE}).")
  private int followers;

  @Option(
      names = "--small-posts-per-second",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Small posts per second, at random times that do not depend on earlier ones (default: ${DEFAULT-VALUE}).")
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
