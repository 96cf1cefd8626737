package io.fanfare.api.stats;

import io.fanfare.api.availability.ConcurrencyLimit;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.models.Models;
import io.fanfare.api.presentation.SoundPresenter;
import io.fanfare.api.presentation.UserPresenter;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.stats.StatKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Reads the stats of a track, or of all tracks of a user. */
public final class Stats {

  private static final int MOST_AT_ONCE = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The kinds that are counted for tracks. */
  private static final Set<StatKind> OF_TRACKS = EnumSet.complementOf(EnumSet.of(StatKind.FOLLOW));

  /** The kinds that everybody may see for a live track: they could count these themselves. */
  private static final Set<StatKind> PUBLIC =
      EnumSet.of(StatKind.PLAY, StatKind.LIKE, StatKind.REPOST, StatKind.COMMENT);

  private final StatsStore store;
  private final Models models;
  private final Clock clock;
  private final ConcurrencyLimit concurrency = new ConcurrencyLimit(MOST_AT_ONCE);

  public Stats(StatsStore store, Models models, Clock clock) {
    this.store = store;
    this.models = models;
    this.clock = clock;
  }

  /**
   * The stats of a track: all kinds for its owner, the public ones for others.
   *
   * @return empty if the track does not exist, or if the viewer must not know about it
   * @throws ApiException (400) if a parameter is wrong
   * @throws ApiException (403) if the viewer requests more than they may see
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public Optional<StatsView> ofTrack(long viewer, long trackId, Map<String, List<String>> query) {
    StatsParameters parameters = StatsParameters.of(query, clock.instant());
    return concurrency.run(
        () -> {
          Deadline deadline = Deadline.in(PATIENCE);
          Track track =
              deadline.await(models.tracks(Set.of(trackId)), Dependency.MYSQL).get(trackId);
          if (track == null || !mayKnowAbout(viewer, track, deadline)) {
            return Optional.empty();
          }
          boolean isOwner = track.getUserId() == viewer;
          Set<StatKind> kinds = ofTrack(parameters, isOwner);
          return Optional.of(
              view(
                  SoundPresenter.trackUrn(trackId),
                  parameters,
                  kinds,
                  isOwner,
                  cells(StatsSubject.TRACK, trackId, parameters, kinds, deadline),
                  Map.of(trackId, track)));
        });
  }

  /**
   * The stats of a user, and of all tracks that they own now.
   *
   * @throws ApiException (400) if a parameter is wrong
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public StatsView ofOwner(long user, Map<String, List<String>> query) {
    StatsParameters parameters = StatsParameters.of(query, clock.instant());
    return concurrency.run(
        () -> {
          Deadline deadline = Deadline.in(PATIENCE);
          Set<StatKind> kinds = parameters.kindsOr(EnumSet.allOf(StatKind.class));
          Map<StatKind, List<StoredCell>> cells =
              cells(StatsSubject.OWNER, user, parameters, kinds, deadline);
          Map<Long, Track> tracks = owned(user, cells, deadline);
          cells.forEach(
              (kind, of) -> {
                if (OF_TRACKS.contains(kind)) {
                  of.removeIf(cell -> !tracks.containsKey(cell.trackId()));
                }
              });
          return view(UserPresenter.urn(user), parameters, kinds, true, cells, tracks);
        });
  }

  private boolean mayKnowAbout(long viewer, Track track, Deadline deadline) {
    long owner = track.getUserId();
    return owner == viewer
        || (Sounds.of(track).isReleased(Micros.of(clock.instant()))
            && deadline.await(models.users(Set.of(owner)), Dependency.MYSQL).containsKey(owner));
  }

  private static Set<StatKind> ofTrack(StatsParameters parameters, boolean isOwner) {
    Set<StatKind> seen = isOwner ? OF_TRACKS : PUBLIC;
    Set<StatKind> kinds = parameters.kindsOr(seen);
    if (!OF_TRACKS.containsAll(kinds)) {
      throw new ApiException(
          400, "The parameter kinds lists follow, which is counted for users, not for tracks.");
    }
    boolean hasHiddenKind = !seen.containsAll(kinds);
    boolean hasHiddenBreakdown = !isOwner && parameters.breakdown() != null;
    if (hasHiddenKind || hasHiddenBreakdown) {
      throw new ApiException(
          403, "Only the owner of the track may see its downloads and breakdowns.");
    }
    return kinds;
  }

  private Map<StatKind, List<StoredCell>> cells(
      StatsSubject subject,
      long id,
      StatsParameters parameters,
      Set<StatKind> kinds,
      Deadline deadline) {
    List<Segment> segments = parameters.range().segments();
    Map<StatKind, List<CompletionStage<List<StoredCell>>>> requested = new LinkedHashMap<>();
    for (StatKind kind : kinds) {
      requested.put(
          kind, segments.stream().map(segment -> store.cells(subject, id, kind, segment)).toList());
    }
    Map<StatKind, List<StoredCell>> cells = new LinkedHashMap<>();
    requested.forEach(
        (kind, stages) -> {
          List<StoredCell> all = new ArrayList<>();
          stages.forEach(stage -> all.addAll(deadline.await(stage, Dependency.CASSANDRA)));
          cells.put(kind, all);
        });
    return cells;
  }

  /** The tracks with cells that the user owns now: the cells of tracks that changed owners stay. */
  private Map<Long, Track> owned(
      long user, Map<StatKind, List<StoredCell>> cells, Deadline deadline) {
    Set<Long> ids =
        cells.values().stream()
            .flatMap(List::stream)
            .map(StoredCell::trackId)
            .collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<Long, Track> tracks =
        new LinkedHashMap<>(deadline.await(models.tracks(ids), Dependency.MYSQL));
    tracks.values().removeIf(track -> track.getUserId() != user);
    return tracks;
  }

  private static StatsView view(
      String urn,
      StatsParameters parameters,
      Set<StatKind> kinds,
      boolean isOwner,
      Map<StatKind, List<StoredCell>> cells,
      Map<Long, Track> tracks) {
    StatsRange range = parameters.range();
    List<StatsView.KindView> views =
        kinds.stream()
            .map(
                kind ->
                    new StatsPresenter(parameters, isOwner, tracks)
                        .view(kind, cells.getOrDefault(kind, List.of())))
            .toList();
    return new StatsView(
        urn,
        StatsPresenter.time(range.bounds().get(0)),
        StatsPresenter.time(range.bounds().get(range.points())),
        StatsParameters.name(range.granularity()),
        range.zone().getId(),
        views);
  }
}
