package io.fanfare.ops.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.progress.Passed;
import org.junit.jupiter.api.Test;

class PassedPartsTest {

  private final PassedParts parts = new PassedParts("dashboards");

  @Test
  void areCompleteOnceEveryPartHasReported() {
    assertThat(parts.isComplete()).isFalse();
    parts.add(passed("lane/0 by decide 0 of 1", 2));
    parts.add(passed("lane/0 by decide 0 of 1", 2));
    assertThat(parts.isComplete()).isFalse();
    parts.add(passed("lane/1 by decide 0 of 1", 2));
    assertThat(parts.isComplete()).isTrue();
  }

  @Test
  void doNotAddUpAcrossAChangeOfTheirNumber() {
    parts.add(passed("lane/0 by decide 0 of 1", 2));
    parts.add(passed("lane/0 by decide 0 of 2", 4));
    parts.add(passed("lane/1 by decide 0 of 2", 4));
    parts.add(passed("lane/0 by decide 1 of 2", 4));
    assertThat(parts.isComplete()).isFalse();
    parts.add(passed("lane/1 by decide 1 of 2", 4));
    assertThat(parts.isComplete()).isTrue();
  }

  @Test
  void areNotCompleteByAReportOfNoParts() {
    parts.add(passed("lane/0 by decide 0 of 1", 0));
    parts.add(passed("lane/0 by decide 0 of 1", -1));
    parts.add(passed("lane/0 by decide 0 of 1", Integer.MIN_VALUE));
    parts.add(passed("lane/0 by decide 0 of 1", Integer.MAX_VALUE));
    assertThat(parts.isComplete()).isFalse();
  }

  @Test
  void describeWhatIsMissing() {
    assertThat(parts.describe()).isEqualTo("dashboards has reported nothing");
    parts.add(passed("lane/0 by decide 0 of 1", 3));
    assertThat(parts.describe())
        .isEqualTo("dashboards has not reported 2 of 3 parts (reported: 1 by lane)");
  }

  private static Passed passed(String part, int of) {
    return new Passed("dashboards", "m", part, of);
  }
}
