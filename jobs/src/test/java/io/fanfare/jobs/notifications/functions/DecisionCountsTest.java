package io.fanfare.jobs.notifications.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.runtime.RecordedMetrics;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionCountsTest {

  private final RecordedMetrics recorded = new RecordedMetrics();
  private final DecisionCounts counts = new DecisionCounts(recorded.ofJob());

  @Test
  void countsMessagesByChannelAndOutcomesByReason() {
    counts.count(new Notification("m", 7L, Channel.EMAIL, false, false, 0L, 1L, List.of()));
    counts.count(outcome(OutcomeStatus.WAITING, null));
    counts.count(outcome(OutcomeStatus.SUPPRESSED, SuppressionReason.TOO_OLD));
    counts.count(outcome(OutcomeStatus.SUPPRESSED, SuppressionReason.TOO_OLD));
    assertThat(recorded.count("fanfare_messages_channel=email_count")).isEqualTo(1);
    assertThat(recorded.count("fanfare_messages_channel=push_count")).isZero();
    assertThat(recorded.count("fanfare_outcomes_channel=push_reason=waiting_count")).isEqualTo(1);
    assertThat(recorded.count("fanfare_outcomes_channel=push_reason=too_old_count")).isEqualTo(2);
    assertThat(recorded.count("fanfare_outcomes_channel=email_reason=waiting_count")).isZero();
  }

  private static Outcome outcome(OutcomeStatus status, @Nullable SuppressionReason reason) {
    return new Outcome(
        7L,
        Channel.PUSH,
        new Activity(ActivityKind.TRACK, 1L, 5L, 0L),
        9L,
        status,
        reason,
        null,
        null,
        false,
        0L,
        null);
  }
}
