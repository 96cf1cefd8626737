package io.fanfare.api.search;

import java.util.List;

/**
 * What found documents must be besides. A list that is empty lets everything through.
 *
 * @param genres one of them, in any case and with or without accents
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

  public static SearchFilters ofIds(List<Long> ids) {
    return new SearchFilters(
        List.of(), List.of(), NumberRange.ALL, NumberRange.ALL, NumberRange.ALL, ids);
  }
}
