package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListedMonthsTest {

  private static final long TIME = 1_700_000_000_000_000L;

  private final ListedMonths months = new ListedMonths();

  @Test
  void aMonthIsListedOnceForEachRecipient() {
    months.add(months.due(chunk(Cause.LIVE, 1L, 2L)));
    assertThat(months.due(chunk(Cause.LIVE, 1L, 2L, 3L)))
        .containsExactly(DashboardPartition.of(3, TIME));
    assertThat(months.due(chunk(Cause.CATCH_UP, 1L))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"REPAIR", "REBUILD"})
  void repairsAndRebuildsListTheirMonthsAgain(Cause cause) {
    months.add(months.due(chunk(Cause.LIVE, 1L, 2L)));
    assertThat(months.due(chunk(cause, 1L, 2L))).hasSize(2);
  }

  private static FanOutChunk chunk(Cause cause, Long... recipients) {
    Activity activity = new Activity(ActivityKind.TRACK, 7L, 8L, TIME);
    return FanOutChunk.newBuilder()
        .setOperation(EntryOperation.DELIVER)
        .setVersion(TIME)
        .setCause(cause)
        .setActivities(List.of(activity))
        .setRecipients(List.of(recipients))
        .build();
  }
}
