package io.fanfare.api.search;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.AccessFilter;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.search.SearchIndex.SearchQuery;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a search.
 *
 * @param search what to search for
 * @param searched the parameters that define the search, as the query of a URL
 * @param limit most items of the page
 * @param access the access of the tracks to show
 * @param isLinked whether the answer should have a cursor for the next page
 * @param cursor null to begin with the best hit
 */
record SearchParameters(
    SearchQuery search,
    String searched,
    int limit,
    AccessFilter access,
    boolean isLinked,
    @Nullable String cursor) {

  private static final int DEFAULT_LIMIT = 50;

  /**
   * @param query every parameter with its decoded values; no values if they could not be decoded
   * @throws ApiException (400) if a value is wrong, or a parameter unknown
   */
  static SearchParameters of(DocumentKind kind, Map<String, List<String>> query) {
    QueryParameters parameters = new QueryParameters(query);
    FilterReader reader = new FilterReader(parameters);
    String text = reader.text("q");
    List<Long> ids = reader.ids(kind);
    boolean isTrack = kind == DocumentKind.TRACK;
    SearchFilters filters = isTrack ? reader.filters(ids) : SearchFilters.ofIds(ids);
    // Clients send it for playlists, too, of which all are playable.
    AccessFilter access = kind == DocumentKind.USER ? AccessFilter.ALL : parameters.access();
    SearchParameters read =
        new SearchParameters(
            new SearchQuery(kind, text, filters),
            reader.query(),
            parameters.limit(DEFAULT_LIMIT),
            isTrack ? access : AccessFilter.ALL,
            parameters.flag("linked_partitioning"),
            parameters.single("cursor"));
    parameters.refuseOthers();
    return read;
  }

  String path() {
    return "/" + Indices.alias(search.kind());
  }

  /** The search that a cursor belongs to: another search has other pages. */
  String scope() {
    return path() + "?" + searched;
  }

  /** The path and query of the same search with another cursor. */
  String href(String cursor) {
    String kept = searched.isEmpty() ? "" : searched + "&";
    kept += "limit=" + limit + access.suffix();
    return path() + "?" + kept + "&linked_partitioning=true&cursor=" + cursor;
  }
}
