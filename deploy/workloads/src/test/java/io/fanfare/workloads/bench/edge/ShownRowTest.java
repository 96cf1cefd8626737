package io.fanfare.workloads.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownRowTest {

  private static final ShownRow TRACK = ShownRow.track(12);
  private static final ShownRow USER = ShownRow.user(3);

  @Test
  void aPageShowsWhichChangeOfEachRowItHas() {
    String page =
        "{\"title\":\"%s\",\"permalink\":\"track-12\",\"user\":{\"username\":\"%s\"}}"
            .formatted(TRACK.text(4), USER.text(0));
    assertThat(ShownRow.on(page)).isEqualTo(Map.of(TRACK, 4, USER, 0));
  }

  @Test
  void ofTwoChangesOfARowTheOlderOneCounts() {
    assertThat(ShownRow.on(TRACK.text(10) + " " + TRACK.text(9) + " " + TRACK.text(11)))
        .isEqualTo(Map.of(TRACK, 9));
  }
}
