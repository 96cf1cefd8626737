package io.fanfare.api.feed;

import io.fanfare.api.availability.ConcurrencyLimit;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.dashboard.DashboardPage;
import io.fanfare.api.dashboard.DashboardRange;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.dashboard.Activity;
import java.util.List;
import java.util.Map;

/** Reads pages of a user's feed, with links to older and newer entries. */
public final class Feed {

  private static final int MOST_AT_ONCE = 64;
  private static final long MICROS_PER_MINUTE = 60_000_000;

  private final DashboardReader reader;
  private final Cursors cursors;
  private final FeedItems items;
  private final Arrivals arrivals;
  private final String publicUrl;
  private final ConcurrencyLimit concurrency = new ConcurrencyLimit(MOST_AT_ONCE);

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public Feed(
      DashboardReader reader,
      Cursors cursors,
      FeedItems items,
      Arrivals arrivals,
      String publicUrl) {
    this.reader = reader;
    this.cursors = cursors;
    this.items = items;
    this.arrivals = arrivals;
    this.publicUrl = publicUrl;
  }

  /**
   * A page of a user's feed.
   *
   * @param query the request's parameters
   * @throws ApiException (400) if one of them is wrong; (410) if the cursor is too old
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public FeedView page(FeedKinds feed, long userId, Map<String, List<String>> query) {
    FeedParameters parameters = FeedParameters.of(query);
    String text = parameters.cursor();
    FeedCursor cursor = text == null ? FeedCursor.NEWEST : cursors.decode(text, userId, feed);
    // Taken before the page is read: what is not on the page then comes after it.
    Moment moment = cursor.until() == null ? arrivals.now(userId) : cursor.until();
    DashboardPage page =
        parameters.access().wantsPlayable()
            ? concurrency.run(() -> read(feed, userId, cursor, parameters.limit()))
            : DashboardPage.EMPTY;
    Activity last = page.continueAfter();
    return new FeedView(
        items.present(userId, page.entries()).join(),
        last == null ? null : href(feed, userId, parameters, cursor.after(last, moment)),
        href(feed, userId, parameters, FeedCursor.since(moment)),
        "%d %b %d".formatted(userId, moment.position() != null, moment.time() / MICROS_PER_MINUTE));
  }

  private DashboardPage read(FeedKinds feed, long userId, FeedCursor cursor, int limit) {
    Moment since = cursor.since();
    DashboardRange range =
        since == null
            ? new DashboardRange(cursor.olderThan(), null, List.of())
            : new DashboardRange(cursor.olderThan(), since.time(), arrivals.late(userId, since));
    return reader.read(userId, feed.kinds(), range, limit);
  }

  private String href(FeedKinds feed, long userId, FeedParameters parameters, FeedCursor cursor) {
    return publicUrl + feed.path() + "?" + parameters.query(cursors.encode(cursor, userId, feed));
  }
}
