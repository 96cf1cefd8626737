package io.fanfare.jobs.notifications.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The rule is right in random histories, and histories find each mistake that one could make. */
class HistoriesTest {

  private static final int HISTORIES = 3_000;

  /** Within which each fault has to show. */
  private static final int MOST_HISTORIES = 500;

  @Test
  void everyEventHasItsOutcomeAndNothingElseIsTold() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      assertThat(Trial.findings(seed, Fault.NONE)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = Mode.EXCLUDE, names = "NONE")
  void aFaultIsFound(Fault fault) {
    assertThat(LongStream.range(0, MOST_HISTORIES))
        .anyMatch(seed -> !Trial.findings(seed, fault).isEmpty());
  }
}
