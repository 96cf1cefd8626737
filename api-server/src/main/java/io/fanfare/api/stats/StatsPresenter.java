package io.fanfare.api.stats;

import io.fanfare.api.presentation.SoundPresenter;
import io.fanfare.api.stats.StatsParameters.Breakdown;
import io.fanfare.api.stats.StatsView.KindView;
import io.fanfare.api.stats.StatsView.PointView;
import io.fanfare.api.stats.StatsView.TrackTotalView;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds cells up to the points and totals of a view. */
final class StatsPresenter {

  private static final Comparator<Map.Entry<?, Long>> LARGEST_FIRST =
      Comparator.comparing((Map.Entry<?, Long> entry) -> entry.getValue()).reversed();

  private final StatsParameters parameters;
  private final boolean isOwner;
  private final Map<Long, Track> tracks;

  /**
   * @param isOwner whether listeners are shown
   * @param tracks rows, by id, of all tracks that have cells
   */
  StatsPresenter(StatsParameters parameters, boolean isOwner, Map<Long, Track> tracks) {
    this.parameters = parameters;
    this.isOwner = isOwner;
    this.tracks = tracks;
  }

  static String time(ZonedDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  KindView view(StatKind kind, List<StoredCell> cells) {
    CountsSum total = new CountsSum();
    List<Long> begins = parameters.range().seconds();
    SortedMap<Integer, CountsSum> points = new TreeMap<>();
    Map<Long, Long> byTrack = new HashMap<>();
    for (StoredCell cell : cells) {
      total.add(cell.counts());
      points
          .computeIfAbsent(pointOf(cell.bucket(), begins), absent -> new CountsSum())
          .add(cell.counts());
      byTrack.merge(cell.trackId(), cell.counts().getTotal(), Long::sum);
    }
    List<PointView> series = new ArrayList<>();
    points.forEach(
        (point, sum) ->
            series.add(
                new PointView(
                    time(parameters.range().bounds().get(point)),
                    sum.get().getTotal(),
                    listeners(kind, sum))));
    Counts counts = total.get();
    return new KindView(
        StatsParameters.name(kind),
        counts.getTotal(),
        listeners(kind, total),
        series,
        StatKinds.EVENTS.contains(kind) ? breakdown(counts) : null,
        parameters.top() == 0 || kind == StatKind.FOLLOW ? null : top(byTrack));
  }

  /** The place of the point that a bucket belongs to. */
  private static int pointOf(long bucket, List<Long> begins) {
    int found = Collections.binarySearch(begins, bucket);
    return found < 0 ? -found - 2 : found;
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

  private List<TrackTotalView> top(Map<Long, Long> byTrack) {
    return byTrack.entrySet().stream()
        .sorted(LARGEST_FIRST.thenComparing(entry -> (Long) entry.getKey()))
        .limit(parameters.top())
        .map(entry -> track(entry.getKey(), entry.getValue()))
        .toList();
  }

  private TrackTotalView track(long id, long total) {
    Track track = tracks.get(id);
    return new TrackTotalView(
        SoundPresenter.trackUrn(id), track == null ? null : track.getTitle(), total);
  }
}
