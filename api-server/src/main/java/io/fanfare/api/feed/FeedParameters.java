package io.fanfare.api.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.Access;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of a feed.
 *
 * @param limit most items of the page
 * @param access the access of the tracks to show; null if the query does not restrict it
 * @param cursor null to begin at the newest entry
 */
record FeedParameters(int limit, @Nullable Set<Access> access, @Nullable String cursor) {

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

  boolean wantsPlayable() {
    return access == null || access.contains(Access.PLAYABLE);
  }

  /** The same query with another cursor. */
  String query(String cursor) {
    String kept = "limit=" + limit;
    if (access != null) {
      String values = access.stream().map(Access::text).collect(Collectors.joining(","));
      kept += "&access=" + URLEncoder.encode(values, UTF_8);
    }
    return kept + "&cursor=" + cursor;
  }
}
