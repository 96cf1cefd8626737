package io.fanfare.api.feed;

import io.fanfare.api.availability.ConcurrencyLimit;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.dashboard.DashboardPage;
import io.fanfare.api.dashboard.DashboardRange;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads pages of a user's feed, with links to older and newer entries. */
public final class Feed {

  /** How late an entry may arrive: pages of newer entries reach back that far. */
  private static final long OVERLAP = Duration.ofMinutes(5).toNanos() / 1_000;

  private static final int MOST_AT_ONCE = 64;

  private final DashboardReader reader;
  private final Cursors cursors;
  private final FeedItems items;
  private final String publicUrl;
  private final Clock clock;
  private final ConcurrencyLimit concurrency = new ConcurrencyLimit(MOST_AT_ONCE);

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public Feed(
      DashboardReader reader, Cursors cursors, FeedItems items, String publicUrl, Clock clock) {
    this.reader = reader;
    this.cursors = cursors;
    this.items = items;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /**
   * A page of a user's feed.
   *
   * @param query the request's parameters
   * @throws ApiException (400) if one of them is wrong
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public FeedView page(FeedKinds feed, long userId, Map<String, List<String>> query) {
    FeedParameters parameters = FeedParameters.of(query);
    String cursor = parameters.cursor();
    DashboardRange range =
        cursor == null ? DashboardRange.ALL : cursors.decode(cursor, userId, feed);
    DashboardPage page =
        parameters.wantsPlayable() ? read(feed, userId, range, parameters) : DashboardPage.EMPTY;
    Activity last = page.continueAfter();
    return new FeedView(
        items.present(userId, page.entries()),
        last == null ? null : href(feed, userId, parameters, range.after(last)),
        href(feed, userId, parameters, newer(range, page, now())));
  }

  private DashboardPage read(
      FeedKinds feed, long userId, DashboardRange range, FeedParameters parameters) {
    return concurrency.run(() -> reader.read(userId, feed.kinds(), range, parameters.limit()));
  }

  private String href(
      FeedKinds feed, long userId, FeedParameters parameters, DashboardRange range) {
    return publicUrl + feed.path() + "?" + parameters.query(cursors.encode(range, userId, feed));
  }

  /**
   * The range of the entries that are newer than a page. It begins {@link #OVERLAP} before the
   * page's newest entry, or before now if that is earlier: a cursor may come from a server whose
   * clock is ahead. For an empty dashboard it is the whole retention.
   */
  static DashboardRange newer(DashboardRange range, DashboardPage page, long now) {
    long bound = DashboardRule.retentionStart(now);
    Activity olderThan = range.olderThan();
    if (!page.entries().isEmpty()) {
      bound = Math.min(now, page.entries().get(0).activity().getActivityTime()) - OVERLAP;
    } else if (olderThan != null) {
      bound = Math.min(now, olderThan.getActivityTime()) - OVERLAP;
    }
    Long newerThan = range.newerThan();
    return new DashboardRange(null, newerThan == null ? bound : Math.max(bound, newerThan));
  }

  private long now() {
    return Micros.of(clock.instant());
  }
}
