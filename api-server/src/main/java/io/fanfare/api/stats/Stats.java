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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
   * @param viewer null for one who is not signed in
   * @return empty if the track does not exist, or if the viewer must not know about it
   * @throws ApiException (400) if a parameter is wrong
   * @throws ApiException (403) if the viewer requests more than they may see
   * @throws UnavailableException if the server is too busy, or a dependency does not answer
   */
  public Optional<StatsView> ofTrack(
      @Nullable Long viewer, long trackId, Map<String, List<String>> query) {
    StatsParameters parameters = StatsParameters.of(query, clock.instant());
    return concurrency.run(
        () -> {
          Deadline deadline = Deadline.in(PATIENCE);
          Track track =
              deadline.await(models.tracks(Set.of(trackId)), Dependency.MYSQL).get(trackId);
          if (track == null || !mayKnowAbout(viewer, track, deadline)) {
            return Optional.empty();
          }
          boolean isOwner = isOwner(viewer, track);
          Set<StatKind> kinds = ofTrack(parameters, isOwner);
          CellReading reading = reading(StatsSubject.TRACK, trackId, parameters, deadline);
          return Optional.of(
              view(
                  SoundPresenter.trackUrn(trackId),
                  parameters,
                  kinds,
                  isOwner,
                  kind -> reading.read(kind, CompletableFuture::completedFuture),
                  deadline));
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
          CellReading reading = reading(StatsSubject.OWNER, user, parameters, deadline);
          return view(
              UserPresenter.urn(user),
              parameters,
              kinds,
              true,
              kind -> reading.read(kind, page -> counting(user, kind, page)),
              deadline);
        });
  }

  private static boolean isOwner(@Nullable Long viewer, Track track) {
    return viewer != null && viewer == track.getUserId();
  }

  private boolean mayKnowAbout(@Nullable Long viewer, Track track, Deadline deadline) {
    long owner = track.getUserId();
    return isOwner(viewer, track)
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

  private CellReading reading(
      StatsSubject subject, long id, StatsParameters parameters, Deadline deadline) {
    return new CellReading(
        store, subject, id, parameters.range(), clock.instant(), CellReading.MOST_CELLS, deadline);
  }

  /** The cells of the tracks that the user owns now: those of tracks that changed owners stay. */
  private CompletionStage<List<StoredCell>> counting(
      long user, StatKind kind, List<StoredCell> page) {
    if (!OF_TRACKS.contains(kind)) {
      return CompletableFuture.completedFuture(page);
    }
    Set<Long> ids = page.stream().map(StoredCell::trackId).collect(Collectors.toSet());
    return models
        .tracks(ids)
        .thenApply(
            tracks ->
                page.stream().filter(cell -> isOf(user, tracks.get(cell.trackId()))).toList());
  }

  private static boolean isOf(long user, @Nullable Track track) {
    return track != null && track.getUserId() == user;
  }

  private StatsView view(
      String urn,
      StatsParameters parameters,
      Set<StatKind> kinds,
      boolean isOwner,
      Function<StatKind, CellSums> read,
      Deadline deadline) {
    StatsRange range = parameters.range();
    StatsPresenter presenter =
        new StatsPresenter(
            parameters, isOwner, ids -> deadline.await(models.tracks(ids), Dependency.MYSQL));
    // One kind after the other, so that the memory of one is enough.
    List<StatsView.KindView> views =
        kinds.stream().map(kind -> presenter.view(kind, read.apply(kind))).toList();
    return new StatsView(
        urn,
        StatsPresenter.time(range.bounds().get(0)),
        StatsPresenter.time(range.bounds().get(range.points())),
        StatsParameters.name(range.granularity()),
        range.zone().getId(),
        views);
  }
}
