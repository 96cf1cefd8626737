package io.fanfare.api.feed;

import io.fanfare.schemas.dashboard.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a feed begins, and what it shows.
 *
 * @param olderThan the entry after which it begins, in the order of the dashboard; null to begin at
 *     the newest
 * @param since the moment since which its entries appeared; null for all entries
 * @param until the moment at which the first page was read; null if this is the first page
 */
record FeedCursor(@Nullable Activity olderThan, @Nullable Moment since, @Nullable Moment until) {

  static final FeedCursor NEWEST = new FeedCursor(null, null, null);

  /** The cursor of what appears after a moment. */
  static FeedCursor since(Moment moment) {
    return new FeedCursor(null, moment, null);
  }

  /** The cursor of the page after an entry. */
  FeedCursor after(Activity entry, Moment firstPage) {
    return new FeedCursor(entry, since, firstPage);
  }
}
