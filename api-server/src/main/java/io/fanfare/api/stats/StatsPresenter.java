package io.fanfare.api.stats;

import io.fanfare.api.presentation.SoundPresenter;
import io.fanfare.api.stats.StatsParameters.Breakdown;
import io.fanfare.api.stats.StatsView.KindView;
import io.fanfare.api.stats.StatsView.PointView;
import io.fanfare.api.stats.StatsView.TrackTotalView;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Presents the sums of cells as a view. */
final class StatsPresenter {

  private static final Comparator<Map.Entry<?, Long>> LARGEST_FIRST =
      Comparator.comparing((Map.Entry<?, Long> entry) -> entry.getValue()).reversed();

  private final StatsParameters parameters;
  private final boolean isOwner;
  private final Function<Set<Long>, Map<Long, Track>> tracks;

  /**
   * @param isOwner whether listeners are shown
   * @param tracks reads the rows of some tracks
   */
  StatsPresenter(
      StatsParameters parameters, boolean isOwner, Function<Set<Long>, Map<Long, Track>> tracks) {
    this.parameters = parameters;
    this.isOwner = isOwner;
    this.tracks = tracks;
  }

  static String time(ZonedDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  KindView view(StatKind kind, CellSums sums) {
    List<PointView> series = new ArrayList<>();
    sums.points()
        .forEach(
            (point, sum) ->
                series.add(
                    new PointView(
                        time(parameters.range().bounds().get(point)),
                        sum.get().getTotal(),
                        listeners(kind, sum))));
    Counts counts = sums.total().get();
    return new KindView(
        StatsParameters.name(kind),
        counts.getTotal(),
        listeners(kind, sums.total()),
        series,
        StatKinds.EVENTS.contains(kind) ? breakdown(counts) : null,
        parameters.top() == 0 || kind == StatKind.FOLLOW ? null : top(sums));
  }

  private @Nullable Long listeners(StatKind kind, CountsSum sum) {
    return isOwner && StatKinds.EVENTS.contains(kind) ? (Long) sum.listeners() : null;
  }

  private @Nullable Map<String, Long> breakdown(Counts counts) {
    Breakdown breakdown = parameters.breakdown();
    if (breakdown == null) {
      return null;
    }
    Map<String, Long> parts =
        breakdown == Breakdown.COUNTRY ? counts.getCountries() : counts.getSources();
    Map<String, Long> sorted = new LinkedHashMap<>();
    parts.entrySet().stream()
        .sorted(LARGEST_FIRST)
        .forEach(part -> sorted.put(part.getKey(), part.getValue()));
    return sorted;
  }

  private List<TrackTotalView> top(CellSums sums) {
    List<Map.Entry<Long, Long>> top = sums.top(parameters.top());
    Map<Long, Track> rows =
        tracks.apply(top.stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
    return top.stream()
        .map(of -> track(of.getKey(), rows.get(of.getKey()), of.getValue()))
        .toList();
  }

  private static TrackTotalView track(long id, @Nullable Track track, long total) {
    return new TrackTotalView(
        SoundPresenter.trackUrn(id), track == null ? null : track.getTitle(), total);
  }
}
