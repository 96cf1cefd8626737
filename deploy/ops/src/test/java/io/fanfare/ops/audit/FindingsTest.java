package io.fanfare.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.dashboards.Entry;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static final Confirmed<Entry> NOTHING = new Confirmed<>(List.of(), List.of());

  private final Findings<Entry> findings = new Findings<>();

  @Test
  void findingsThatDoNotFitAreKnownBeforeTheyAreAdded() {
    Findings<Entry> other = new Findings<>();
    other.addMissing(entry(-1));
    assertThat(findings.hasRoomFor(other)).isTrue();
    fillWithMissing();
    assertThat(findings.hasRoomFor(other)).isFalse();
    assertThat(findings.isComplete()).isTrue();
  }

  @Test
  void moreRowsThanCanBeRecheckedAreNoDifference() {
    fillWithMissing();
    findings.addMissing(entry(-1));
    AuditReport report = report();

    assertThat(findings.isComplete()).isFalse();
    assertThat(report.isClean()).isFalse();
    assertThat(report.isConclusive()).isFalse();
    assertThatThrownBy(report::requireConclusive)
        .isInstanceOf(OperationException.class)
        .hasMessage(
            "The audit has no answer: 1 rows differed at first and were too many to" + " recheck.");
    assertThat(report.lines(Duration.ZERO))
        .last()
        .asString()
        .startsWith("There may be no difference: 1 rows differed");
  }

  @Test
  void moreUnreclaimedRowsThanCanBeRecheckedAreNoDifferenceEither() {
    for (int time = 0; time <= Findings.MOST_KEPT; time++) {
      findings.addUnreclaimed(entry(time));
    }
    AuditReport report = report();

    assertThat(findings.isComplete()).isFalse();
    assertThat(report.isClean()).isTrue();
    assertThat(report.isConclusive()).isTrue();
    assertThat(report.document(Duration.ZERO)).containsEntry("unreclaimed_not_looked_at_again", 1L);
  }

  private void fillWithMissing() {
    for (int time = 0; time < Findings.MOST_KEPT; time++) {
      findings.addMissing(entry(time));
    }
  }

  private AuditReport report() {
    AuditReport report = new AuditReport();
    report.add(InMemoryView.WORDING, findings, NOTHING, NOTHING);
    return report;
  }

  private static Entry entry(long time) {
    return new Entry(1, new Activity(ActivityKind.TRACK, 2L, 3L, time));
  }
}
