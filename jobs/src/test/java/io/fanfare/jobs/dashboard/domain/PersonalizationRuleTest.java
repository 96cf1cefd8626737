package io.fanfare.jobs.dashboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
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
    assertThat(update.getRecipientId()).isEqualTo(1);
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
  void hasOneIdForRepetitionsAndDifferentIdsOtherwise() {
    String id = update(EntryOperation.DELIVER, Cause.LIVE, TRACK).getId();
    // Agents remember ids for long: how they are made must not change.
    assertThat(id).isEqualTo("239932b2-6d0a-355b-bb3b-60b53626d696");
    assertThat(update(EntryOperation.DELIVER, Cause.LIVE, TRACK).getId()).isEqualTo(id);
    assertThat(update(EntryOperation.WITHDRAW, Cause.LIVE, TRACK).getId()).isNotEqualTo(id);
    assertThat(update(EntryOperation.DELIVER, Cause.LIVE, REPOST).getId()).isNotEqualTo(id);
  }

  private static DashboardUpdate update(EntryOperation operation, Cause cause, Activity activity) {
    FanOutChunk chunk = new FanOutChunk(operation, 9L, cause, List.of(activity), List.of(1L), null);
    return PersonalizationRule.update(chunk, activity, 1);
  }
}
