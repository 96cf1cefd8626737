package io.fanfare.api.search;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds ids; whether what they name may still be shown is for its rows to say. Results fail with an
 * {@link io.fanfare.api.availability.UnavailableException} while the index is absent or too busy.
 */
public interface SearchIndex {

  /**
   * What fits a query best, as the index is now.
   *
   * @return without a next page
   */
  CompletionStage<SearchHits> best(SearchQuery query, int limit);

  /**
   * A page of what fits a query, in the order of how well and how popular. The pages of one search
   * are all of the same state of the index.
   *
   * @param after where the page before ended, of the same query; null for the first page
   * @return fails with a {@link io.fanfare.api.availability.GoneException} if the state of the
   *     first page is not held any more
   */
  CompletionStage<SearchHits> page(SearchQuery query, @Nullable SearchPosition after, int limit);

  /**
   * What somebody may be about to type, best first.
   *
   * @param text not empty
   * @param limit most of each kind
   */
  CompletionStage<List<FoundDocument>> suggest(String text, int limit);
}
