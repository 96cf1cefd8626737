package io.fanfare.api.catalogue;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.models.PlaylistPlace;
import io.fanfare.api.parameters.AccessFilter;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.schemas.models.Model;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list a request asks for.
 *
 * @param access the access of the tracks to show
 * @param after where the page before ended; null for the first page
 */
record ListPage(int limit, AccessFilter access, @Nullable PlaylistPlace after) {

  private static final int DEFAULT_LIMIT = 50;

  /**
   * @param list its name, to which cursors belong
   * @param shown what it shows
   * @throws ApiException (400) if a parameter is wrong
   */
  static ListPage of(
      String list, Model shown, Map<String, List<String>> query, ListCursors cursors) {
    QueryParameters parameters = new QueryParameters(query);
    AccessFilter access =
        switch (shown) {
          case TRACK -> parameters.access();
          case PLAYLIST -> ofPlaylists(parameters);
          default -> AccessFilter.ALL;
        };
    int limit = parameters.limit(DEFAULT_LIMIT);
    String cursor = parameters.single("cursor");
    // SoundCloud's clients send it; here every list is linked.
    parameters.flag("linked_partitioning");
    parameters.refuseOthers();
    return new ListPage(limit, access, cursor == null ? null : cursors.decode(cursor, list));
  }

  /** It chooses tracks of playlists, and none of them are in the answer. */
  static AccessFilter ofPlaylists(QueryParameters parameters) {
    parameters.access();
    return AccessFilter.ALL;
  }

  /** The last key of the page before; null for the first page. */
  @Nullable Long afterKey() {
    return after == null ? null : after.trackId();
  }

  /**
   * The link to the page that follows.
   *
   * @param cursor where this one ends; null if it is the last
   */
  @Nullable String next(String url, @Nullable String cursor) {
    return cursor == null
        ? null
        : "%s?limit=%d%s&cursor=%s".formatted(url, limit, access.suffix(), cursor);
  }
}
