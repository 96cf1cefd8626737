package io.fanfare.api.stats;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The store of the totals of all time. */
public interface TotalStore {

  /**
   * Reads a total of some tracks or users; one for which nothing was counted may be missing. Fails
   * with an {@link io.fanfare.api.availability.UnavailableException} while the store does not
   * answer.
   */
  CompletionStage<Map<Long, Long>> totals(Total total, Set<Long> ids);
}
