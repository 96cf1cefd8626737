package io.fanfare.api.search;

import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.search.DocumentKind;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds ids; the rows decide whether what they name may still be shown. Results fail with an {@link
 * io.fanfare.api.availability.UnavailableException} while the index is absent or too busy.
 */
public interface SearchIndex {

  /**
   * What to search for.
   *
   * @param text words with single spaces between; empty to find all documents, most popular first
   */
  record SearchQuery(DocumentKind kind, String text, SearchFilters filters) {}

  /**
   * Where a page ends, in terms of the index.
   *
   * @param pointInTime the state of the index that the page was read from
   * @param sort the sort values of the page's last hit, as a JSON array
   */
  record SearchPosition(String pointInTime, String sort) {}

  /**
   * A page of hits.
   *
   * @param ids best first
   * @param next where the next page begins; null if this page is the last, or the only one that was
   *     requested
   */
  record SearchHits(List<Long> ids, @Nullable SearchPosition next) {
    public SearchHits {
      ids = List.copyOf(ids);
    }
  }

  /** A document whose name a typed text may be the beginning of. */
  record FoundDocument(DocumentKind kind, long id) {}

  /**
   * The documents that match a query best, as the index is now.
   *
   * @return hits without a next page
   */
  CompletionStage<SearchHits> best(SearchQuery query, int limit);

  /**
   * A page of the documents that match a query: best match first, then most popular. All pages of
   * one search are read from the same state of the index.
   *
   * @param after where the previous page of the same query ended; null for the first page
   * @return fails with an {@link ApiException} of status 410 if the index no longer holds the state
   *     of the first page
   */
  CompletionStage<SearchHits> page(SearchQuery query, @Nullable SearchPosition after, int limit);

  /**
   * Documents whose names complete or resemble a text, best first.
   *
   * @param text not empty
   * @param limit most of each kind
   */
  CompletionStage<List<FoundDocument>> suggest(String text, int limit);
}
