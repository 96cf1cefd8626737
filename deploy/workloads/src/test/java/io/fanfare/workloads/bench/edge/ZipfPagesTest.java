package io.fanfare.workloads.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ZipfPagesTest {

  private static final EdgeWorkload WORKLOAD = new EdgeWorkload(20, 5, 1);

  @Test
  void everyTrackIsDrawnTheFirstOneMostAndNoOther() {
    ZipfPages pages = new ZipfPages(WORKLOAD, new SplittableRandom(7));
    Map<Long, Integer> drawn = new TreeMap<>();
    for (int i = 0; i < 100_000; i++) {
      drawn.merge(pages.track(), 1, Integer::sum);
    }
    assertThat(drawn).hasSize(WORKLOAD.tracks());
    assertThat(drawn.keySet()).allMatch(track -> track >= 1 && track <= WORKLOAD.tracks());
    // 1 / (1 + 1/2 + … + 1/100)
    assertThat(drawn.get(1L)).isBetween(18_500, 20_000);
    // The second rank is the first track of the second user.
    assertThat(drawn.get(6L)).isBetween(9_000, 10_500);
  }

  @Test
  void aListShowsAllTracksOfItsUser() {
    ZipfPages pages = new ZipfPages(WORKLOAD, new SplittableRandom(7));
    EdgePage list = pages.next();
    while (!list.path().endsWith("/tracks")) {
      list = pages.next();
    }
    assertThat(list.tracks()).hasSize(WORKLOAD.tracksOfUser());
    assertThat(list.tracks())
        .allMatch(track -> WORKLOAD.tracksOf(WORKLOAD.ownerOf(track.id())).contains(track.id()));
  }
}
