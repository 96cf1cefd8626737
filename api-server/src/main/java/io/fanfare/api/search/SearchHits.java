package io.fanfare.api.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found.
 *
 * @param ids best first
 * @param next where the next page begins; null if this is the last, or the only one that was asked
 *     for
 */
public record SearchHits(List<Long> ids, @Nullable SearchPosition next) {

  public SearchHits {
    ids = List.copyOf(ids);
  }
}
