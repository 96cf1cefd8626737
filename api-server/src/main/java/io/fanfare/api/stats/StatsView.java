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
   * @param listeners how many different ones; left out for who may not see it, and of rows
   * @param series the points at which there is anything, in the order of time
   * @param breakdown totals by country or source, largest first; left out where nobody asked, and
   *     of rows
   * @param tracks those with most; left out where nobody asked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KindView(
      String kind,
      long total,
      @Nullable Long listeners,
      List<PointView> series,
      @Nullable Map<String, Long> breakdown,
      @Nullable List<TrackTotalView> tracks) {}

  /** What was counted from a time until the next point's. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PointView(String time, long total, @Nullable Long listeners) {}

  /** A track's part of a total. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TrackTotalView(String urn, @Nullable String title, long total) {}
}
