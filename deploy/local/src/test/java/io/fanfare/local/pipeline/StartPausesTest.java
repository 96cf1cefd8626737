package io.fanfare.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartPausesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final StartPauses pauses = new StartPauses();

  @Test
  void aJobThatFailsAgainAndAgainWaitsLongerEachTime() {
    for (int start = 0; start < 3; start++) {
      pauses.noteStart("search", NOW);
    }
    assertThat(pauses.isOver("search", NOW.plusMillis(1_999))).isFalse();
    assertThat(pauses.isOver("search", NOW.plusSeconds(2))).isTrue();
  }

  @Test
  void noJobWaitsForTheStartsOfOthers() {
    for (int start = 0; start < 10; start++) {
      pauses.noteStart("search", NOW);
    }
    assertThat(pauses.isOver("stats", NOW)).isTrue();
    pauses.noteStart("stats", NOW);
    assertThat(pauses.isOver("stats", NOW)).isTrue();
  }

  @Test
  void aJobThatWasEndedStartsAgainWithoutAPause() {
    for (int start = 0; start < 10; start++) {
      pauses.noteStart("search", NOW);
    }
    assertThat(pauses.isOver("search", NOW)).isFalse();
    pauses.forget("search");
    assertThat(pauses.isOver("search", NOW)).isTrue();
  }
}
