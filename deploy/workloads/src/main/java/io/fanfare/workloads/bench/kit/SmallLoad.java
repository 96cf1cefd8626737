package io.fanfare.workloads.bench.kit;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Posts of artists with few followers, to be measured alone and beside something else.
 *
 * @param firstArtist the graph's artists from this one on are those who post
 */
public record SmallLoad(Posts posts, int firstArtist, double postsPerSecond, long seed) {

  /** JVMs compile what runs often: on two processors beside the load itself, that is minutes. */
  private static final Duration WARM_UP = Duration.ofMinutes(3);

  public void warmUp(BenchStack bench) throws InterruptedException, SQLException {
    bench.progress().report("warming up for %d s", WARM_UP.toSeconds());
    alone(bench, WARM_UP);
  }

  public SmallPosts begin(BenchStack bench) throws SQLException {
    return new SmallPosts(bench, this);
  }

  /** For some time, in which nothing else is done. */
  public Stages alone(BenchStack bench, Duration length) throws InterruptedException, SQLException {
    try (SmallPosts small = begin(bench)) {
      small.goOnFor(length);
      return small.end();
    }
  }
}
