package io.fanfare.jobs.dashboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.dashboard.Reason;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonalizationRuleTest {

  private static final Activity TRACK = new Activity(ActivityKind.TRACK, 2L, 3L, 4L);
  private static final Activity REPOST = new Activity(ActivityKind.TRACK_REPOST, 2L, 3L, 4L);

  @Test
  void reportsTheOperationOfTheChunk() {
    DashboardUpdate update = update(EntryOperation.DELIVER, Cause.LIVE, TRACK);
    assertThat(update.getOperation()).isEqualTo(UpdateOperation.ADDED);
    assertThat(update.getVersion()).isEqualTo(9);
    assertThat(update.getCause()).isEqualTo(Cause.LIVE);
    assertThat(update.getRecipients()).containsExactly(1L, 2L);
    assertThat(update.getRecipientId()).isNull();
    assertThat(update.getActivity()).isEqualTo(TRACK);
  }

  @Test
  void notifiesOfLiveDeliveriesOnly() {
    assertThat(update(EntryOperation.DELIVER, Cause.LIVE, TRACK).getNotify()).isTrue();
    assertThat(update(EntryOperation.DELIVER, Cause.CATCH_UP, TRACK).getNotify()).isFalse();
    assertThat(update(EntryOperation.DELIVER, Cause.REBUILD, TRACK).getNotify()).isFalse();
    assertThat(update(EntryOperation.DELIVER, Cause.REPAIR, TRACK).getNotify()).isFalse();
    assertThat(update(EntryOperation.WITHDRAW, Cause.LIVE, TRACK).getNotify()).isFalse();
  }

  @Test
  void givesTheReasonOfTheEntry() {
    assertThat(update(EntryOperation.DELIVER, Cause.LIVE, TRACK).getAnnotations().getReason())
        .isEqualTo(Reason.FOLLOWED_PUBLISHED);
    assertThat(update(EntryOperation.DELIVER, Cause.LIVE, REPOST).getAnnotations().getReason())
        .isEqualTo(Reason.FOLLOWED_REPOSTED);
  }

  @Test
  void carriesTheTimeOfTheChangeAndTheLane() {
    DashboardUpdate update = update(EntryOperation.DELIVER, Cause.LIVE, TRACK);
    assertThat(update.getTime()).isEqualTo(8);
    assertThat(update.getBatch()).isFalse();
    assertThat(update(EntryOperation.DELIVER, Cause.LIVE, TRACK, Lane.BATCH).getBatch()).isTrue();
  }

  private static DashboardUpdate update(EntryOperation operation, Cause cause, Activity activity) {
    return update(operation, cause, activity, Lane.INTERACTIVE);
  }

  private static DashboardUpdate update(
      EntryOperation operation, Cause cause, Activity activity, Lane lane) {
    List<Long> recipients = List.of(1L, 2L);
    FanOutChunk chunk =
        new FanOutChunk(operation, 9L, cause, List.of(activity), recipients, null, 8L);
    return PersonalizationRule.update(chunk, activity, recipients, lane);
  }
}
