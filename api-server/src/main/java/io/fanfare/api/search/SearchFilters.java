package io.fanfare.api.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filters that a found document must also pass. An empty list passes everything.
 *
 * @param genres one of them; case and accents make no difference
 * @param tags one of them, likewise
 * @param bpm beats per minute
 * @param duration milliseconds
 * @param createdAt µs since the epoch
 * @param ids one of them
 */
public record SearchFilters(
    List<String> genres,
    List<String> tags,
    NumberRange bpm,
    NumberRange duration,
    NumberRange createdAt,
    List<Long> ids) {

  public static final SearchFilters NONE = ofIds(List.of());

  /** Numbers from one to another, both included; null where the range is open. */
  public record NumberRange(@Nullable Long from, @Nullable Long to) {

    public static final NumberRange ALL = new NumberRange(null, null);
  }

  public static SearchFilters ofIds(List<Long> ids) {
    return new SearchFilters(
        List.of(), List.of(), NumberRange.ALL, NumberRange.ALL, NumberRange.ALL, ids);
  }
}
