package io.fanfare.api.feed;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.AccessFilter;
import io.fanfare.api.parameters.QueryParameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a feed.
 *
 * @param limit most items of the page
 * @param access the access of the tracks to show
 * @param cursor null to begin at the newest entry
 */
record FeedParameters(int limit, AccessFilter access, @Nullable String cursor) {

  private static final int DEFAULT_LIMIT = 50;

  /**
   * @param query every parameter with its decoded values; no values if they could not be decoded
   * @throws ApiException (400) if a value is wrong, or a parameter unknown
   */
  static FeedParameters of(Map<String, List<String>> query) {
    QueryParameters parameters = new QueryParameters(query);
    FeedParameters read =
        new FeedParameters(
            parameters.limit(DEFAULT_LIMIT), parameters.access(), parameters.single("cursor"));
    parameters.refuseOthers();
    return read;
  }

  /** The same query with another cursor. */
  String query(String cursor) {
    return "limit=" + limit + access.suffix() + "&cursor=" + cursor;
  }
}
