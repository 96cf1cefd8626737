package io.fanfare.purger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.purger.PendingPurges.Purge;
import io.fanfare.schemas.edge.PurgeTimes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PurgesTest {

  private static final Duration LAST = Duration.ofSeconds(5);

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger all = new AtomicInteger();
  private final PendingPurges one = new PendingPurges();
  private final PendingPurges two = new PendingPurges();
  private final Purges purges = new Purges(List.of(one, two), LAST, all::incrementAndGet, now::get);

  @Test
  void everyVarnishIsPurgedAtOnceAndAgain() throws Exception {
    purges.purge(Set.of("track-1"), 42);
    assertThat(one.take()).containsExactly(new Purge("track-1", 1, 42));
    assertThat(two.take()).containsExactly(new Purge("track-1", 1, 42));
    one.acknowledge();
    assertThat(purges.acknowledgedUpTo()).containsExactly(1L, 0L);
    two.acknowledge();
    assertThat(purges.acknowledgedUpTo()).containsExactly(1L, 1L);

    // The log's time is that of the first purge only.
    assertPurgedAgainAt(Duration.ofMillis(200), new Purge("track-1", 2, 0));
    assertPurgedAgainAt(Duration.ofMillis(1_200), new Purge("track-1", 3, 0));
    assertPurgedAgainAt(PurgeTimes.SOON, new Purge("track-1", 4, 0));
    assertPurgedAgainAt(LAST, new Purge("track-1", 5, 0));
    assertThat(all).hasValue(0);
  }

  private void assertPurgedAgainAt(Duration time, Purge purge) throws InterruptedException {
    now.set(time.toNanos() - 1);
    purges.repeat();
    assertThat(one.size()).isZero();
    now.incrementAndGet();
    purges.repeat();
    assertThat(one.take()).containsExactly(purge);
    assertThat(two.take()).containsExactly(purge);
    one.acknowledge();
    two.acknowledge();
    purges.repeat();
    assertThat(one.size()).isZero();
  }

  @Test
  void tooManyRepetitionsAreOnePurgeOfEverything() throws Exception {
    for (int id = 0; id <= RepeatedPurges.MOST; id++) {
      purges.purge(Set.of("track-1"), 0);
    }
    assertThat(one.take()).extracting(Purge::key).containsExactly("all");
    one.acknowledge();
    now.set(LAST.toNanos());
    purges.repeat();
    assertThat(one.take()).extracting(Purge::key).containsExactly("all");
    one.acknowledge();
    assertThat(one.size()).isZero();
  }
}
