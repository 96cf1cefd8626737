package io.fanfare.ops.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.exporter.Passages.Durable;
import io.fanfare.schemas.progress.Passed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassagesTest {

  private static final ViewPath ALL = ViewPath.whole("dashboards");
  private static final ViewPath INTERACTIVE = new ViewPath("dashboards", "interactive");
  private static final ViewPath BATCH = new ViewPath("dashboards", "batch");
  private static final ViewPath CLOSENESS = ViewPath.whole("closeness");

  private final Passages passages = new Passages();

  @Test
  void aViewHasPassedAMarkerWithItsLastPart() {
    passages.begin("m", 100);
    assertThat(passages.note(new Passed("closeness", "m", "write/0", 2), 150)).isEmpty();
    assertThat(passages.note(new Passed("closeness", "m", "write/0", 2), 160)).isEmpty();
    assertThat(passages.note(new Passed("closeness", "m", "write/1", 2), 170))
        .containsExactly(new Durable(CLOSENESS, 70));
    assertThat(passages.note(new Passed("closeness", "m", "write/1", 2), 180)).isEmpty();
  }

  @Test
  void lanesAreKnownFromTheFirstMarkerThatBothHavePassed() {
    passages.begin("m", 0);
    assertThat(interactive("m", 10)).isEmpty();
    assertThat(batch("m", 20))
        .containsExactlyInAnyOrder(durable(ALL, 20), durable(BATCH, 20), durable(INTERACTIVE, 20));
    passages.begin("n", 100);
    assertThat(interactive("n", 110)).containsExactly(durable(INTERACTIVE, 10));
    assertThat(passages.pendingNanos(INTERACTIVE, 500)).isZero();
    assertThat(passages.pendingNanos(BATCH, 500)).isEqualTo(400);
    assertThat(batch("n", 510)).containsExactlyInAnyOrder(durable(ALL, 410), durable(BATCH, 410));
  }

  @Test
  void aLaterMarkerProvesTheOneThatARestartLost() {
    passages.begin("lost", 0);
    passages.begin("m", 50);
    passages.note(new Passed("closeness", "m", "write/0", 1), 60);
    assertThat(passages.pendingNanos(CLOSENESS, 70)).isZero();
    passages.forget(Set.of(CLOSENESS));
    assertThat(passages.note(new Passed("closeness", "lost", "write/0", 1), 80)).isEmpty();
  }

  @Test
  void reportsOfARestartedJobWithAnotherParallelismAreNotAdded() {
    passages.begin("m", 0);
    assertThat(passages.note(new Passed("closeness", "m", "write/0", 2), 10)).isEmpty();
    assertThat(passages.note(new Passed("closeness", "m", "write/1", 3), 20)).isEmpty();
    assertThat(passages.note(new Passed("closeness", "m", "write/1", 2), 30)).hasSize(1);
  }

  @Test
  void theOldestMarkerIsKeptHoweverLongAViewStands() {
    for (int marker = 0; marker < 5_000; marker++) {
      passages.begin("m" + marker, marker);
    }
    assertThat(passages.pendingNanos(CLOSENESS, 10_000)).isEqualTo(10_000);
    assertThat(passages.note(new Passed("closeness", "m4999", "write/0", 1), 10_000))
        .containsExactly(new Durable(CLOSENESS, 5_001));
    assertThat(passages.pendingNanos(CLOSENESS, 10_000)).isZero();
  }

  private List<Durable> interactive(String marker, long now) {
    return passages.note(
        new Passed("dashboards", marker, "dashboard.interactive/0 by decide 0 of 1", 2), now);
  }

  private List<Durable> batch(String marker, long now) {
    return passages.note(
        new Passed("dashboards", marker, "dashboard.batch/0 by decide 0 of 1", 2), now);
  }

  private static Durable durable(ViewPath path, long nanos) {
    return new Durable(path, nanos);
  }
}
