package io.fanfare.api.feed;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.dashboard.DashboardPage;
import io.fanfare.api.dashboard.DashboardRange;
import io.fanfare.api.dashboard.Origin;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where newer pages begin. */
class FeedTest {

  private static final long NOW = Duration.ofDays(20_000).toNanos() / 1_000;
  private static final long MINUTE = 60_000_000;

  @Test
  void beginFiveMinutesBeforeThePagesNewestEntry() {
    assertThat(Feed.newer(DashboardRange.ALL, page(NOW - 10 * MINUTE, NOW - 20 * MINUTE), NOW))
        .isEqualTo(new DashboardRange(null, NOW - 15 * MINUTE));
  }

  @Test
  void beginFiveMinutesAgoIfTheNewestEntryIsOfTheFuture() {
    assertThat(Feed.newer(DashboardRange.ALL, page(NOW + 10 * MINUTE), NOW))
        .isEqualTo(new DashboardRange(null, NOW - 5 * MINUTE));
  }

  @Test
  void beginAtTheRetentionIfTheDashboardIsEmpty() {
    assertThat(Feed.newer(DashboardRange.ALL, DashboardPage.EMPTY, NOW))
        .isEqualTo(new DashboardRange(null, DashboardRule.retentionStart(NOW)));
  }

  @Test
  void beginWhereTheyBeganIfNothingIsNewer() {
    DashboardRange range = new DashboardRange(null, NOW - MINUTE);
    assertThat(Feed.newer(range, DashboardPage.EMPTY, NOW)).isEqualTo(range);
    assertThat(Feed.newer(range, page(NOW), NOW)).isEqualTo(range);
  }

  @Test
  void beginAtTheEntryBeforeAnEmptyPage() {
    DashboardRange range = DashboardRange.ALL.after(activity(NOW - MINUTE));
    assertThat(Feed.newer(range, DashboardPage.EMPTY, NOW))
        .isEqualTo(new DashboardRange(null, NOW - 6 * MINUTE));
  }

  private static DashboardPage page(long... times) {
    return new DashboardPage(
        Arrays.stream(times)
            .mapToObj(
                time ->
                    new DashboardEntry(
                        activity(time), new Origin.OfTrack(track(1, 2, time)), user(2), user(2)))
            .toList(),
        null);
  }

  private static Activity activity(long time) {
    return new Activity(ActivityKind.TRACK, 2L, 1L, time);
  }
}
