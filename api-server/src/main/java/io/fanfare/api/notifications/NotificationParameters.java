package io.fanfare.api.notifications;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.QueryParameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a page of notifications.
 *
 * @param limit most entries of the page
 * @param groups whether entries with the same object and kind are one notification
 * @param cursor null to begin at the newest
 */
record NotificationParameters(int limit, boolean groups, @Nullable String cursor) {

  private static final int DEFAULT_LIMIT = 50;

  /**
   * @param query every parameter with its decoded values; no values if they could not be decoded
   * @throws ApiException (400) if a value is wrong, or a parameter unknown
   */
  static NotificationParameters of(Map<String, List<String>> query) {
    QueryParameters parameters = new QueryParameters(query);
    NotificationParameters read =
        new NotificationParameters(
            parameters.limit(DEFAULT_LIMIT),
            parameters.flag("group", true),
            parameters.single("cursor"));
    parameters.refuseOthers();
    return read;
  }

  /** The same query with another cursor. */
  String query(String cursor) {
    return "limit=" + limit + (groups ? "" : "&group=false") + "&cursor=" + cursor;
  }
}
