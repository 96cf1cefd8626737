package io.fanfare.workloads.bench.churn;

import io.fanfare.workloads.bench.kit.ChurnWorkload;
import io.fanfare.workloads.bench.kit.FollowGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The size of a network whose follows come from a file.
 *
 * @param file its name
 * @param mutual whether an edge is a follow in both directions
 * @param users all of them
 * @param artists whom somebody follows
 * @param most followers of the artist who has most
 */
public record EdgeWorkload(
    String file, boolean mutual, int users, int artists, long follows, int most, long seed)
    implements ChurnWorkload {

  public static EdgeWorkload of(Path file, boolean mutual, FollowGraph graph, long seed) {
    return new EdgeWorkload(
        file.toFile().getName(),
        mutual,
        graph.listeners(),
        graph.artists(),
        graph.follows(),
        graph.artists() == 0 ? 0 : graph.followers(0).length,
        seed);
  }

  @Override
  public List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d users with %,d follows of %,d artists (%s%s, at most %,d an artist), seed %d",
            users,
            follows,
            artists,
            file,
            mutual ? ", mutual" : "",
            most,
            seed));
  }
}
