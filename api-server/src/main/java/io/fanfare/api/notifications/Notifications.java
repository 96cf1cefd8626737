package io.fanfare.api.notifications;

import io.fanfare.api.availability.ConcurrencyLimit;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.dashboard.DashboardPage;
import io.fanfare.api.dashboard.DashboardRange;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.feed.EntryIds;
import io.fanfare.api.presentation.Links;
import io.fanfare.schemas.dashboard.Activity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of a user's notifications. They are not stored: they are the entries that the
 * dashboard shows now, and that happened while the user followed the actor. So nothing that is gone
 * or hidden is among them, and neither catch-ups nor rebuilds add any.
 */
public final class Notifications {

  public static final String PATH = "/me/notifications";

  /** Most unread entries that are counted. */
  static final int MOST_COUNTED = 100;

  private static final int MOST_AT_ONCE = 64;

  private final DashboardReader reader;
  private final SeenMarkers seen;
  private final NotificationCursors cursors;
  private final NotificationPresenter presenter;
  private final String publicUrl;
  private final ConcurrencyLimit concurrency = new ConcurrencyLimit(MOST_AT_ONCE);

  private record Count(int unread, boolean isAtLeast) {}

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public Notifications(
      DashboardReader reader,
      SeenMarkers seen,
      NotificationCursors cursors,
      EntryIds ids,
      String publicUrl) {
    this.reader = reader;
    this.seen = seen;
    this.cursors = cursors;
    this.presenter = new NotificationPresenter(ids, new Links(publicUrl));
    this.publicUrl = publicUrl;
  }

  /**
   * A page of a user's notifications, newest first. Each entry is on one page alone.
   *
   * @param query the request's parameters
   * @throws ApiException (400) if one of them is wrong
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public NotificationsView page(long userId, Map<String, List<String>> query) {
    NotificationParameters parameters = NotificationParameters.of(query);
    String text = parameters.cursor();
    Activity olderThan = text == null ? null : cursors.decode(text, userId);
    return concurrency.run(() -> page(userId, parameters, olderThan));
  }

  private NotificationsView page(
      long userId, NotificationParameters parameters, @Nullable Activity olderThan) {
    Long seenUntil = seen.until(userId);
    DashboardPage page =
        reader.readNews(userId, new DashboardRange(olderThan, null, List.of()), parameters.limit());
    Count count =
        olderThan == null && hasAllUnread(page, seenUntil)
            ? count(page, seenUntil)
            : count(userId, seenUntil);
    Activity last = page.continueAfter();
    return new NotificationsView(
        presenter.present(userId, page.entries(), parameters.groups(), seenUntil),
        count.unread(),
        count.isAtLeast(),
        seenUntil == null ? null : SeenMarkers.text(seenUntil),
        last == null ? null : href(userId, parameters, last));
  }

  /** Whether nothing that is unread follows the first page. */
  private static boolean hasAllUnread(DashboardPage first, @Nullable Long seenUntil) {
    Activity last = first.continueAfter();
    return last == null || (seenUntil != null && last.getActivityTime() <= seenUntil);
  }

  private static Count count(DashboardPage first, @Nullable Long seenUntil) {
    long unread =
        first.entries().stream()
            .filter(entry -> NotificationPresenter.isUnread(entry, seenUntil))
            .count();
    return new Count((int) Math.min(unread, MOST_COUNTED), unread > MOST_COUNTED);
  }

  private Count count(long userId, @Nullable Long seenUntil) {
    DashboardPage unread =
        reader.readNews(userId, new DashboardRange(null, seenUntil, List.of()), MOST_COUNTED);
    return new Count(unread.entries().size(), unread.continueAfter() != null);
  }

  private String href(long userId, NotificationParameters parameters, Activity olderThan) {
    return publicUrl + PATH + "?" + parameters.query(cursors.encode(olderThan, userId));
  }
}
