package io.fanfare.api.stats;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema `Stats`.
 *
 * @param from when the first point begins, by RFC 3339
 * @param to when the last point ends
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StatsView(
    String urn, String from, String to, String granularity, String timeZone, List<KindView> kinds) {

  /**
   * One kind.
   *
   * @param listeners number of different users; left out for viewers who may not see it, and for
   *     kinds that are counted from rows
   * @param series the points with a count above zero, in the order of time
   * @param breakdown totals by country or source, largest first; left out if not requested, and for
   *     kinds that are counted from rows
   * @param tracks the tracks with the largest totals; left out if not requested
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KindView(
      String kind,
      long total,
      @Nullable Long listeners,
      List<PointView> series,
      @Nullable Map<String, Long> breakdown,
      @Nullable List<TrackTotalView> tracks) {}

  /** The count from a time until that of the next point. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PointView(String time, long total, @Nullable Long listeners) {}

  /** A track's part of a total. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TrackTotalView(String urn, @Nullable String title, long total) {}
}
