package io.fanfare.api.catalogue;

import static java.util.stream.Collectors.toSet;

import io.fanfare.api.availability.Dependency;
import io.fanfare.api.models.Models;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.presentation.PlaylistView;
import io.fanfare.api.presentation.SoundPresenter;
import io.fanfare.api.presentation.TrackView;
import io.fanfare.api.presentation.UserPresenter;
import io.fanfare.api.presentation.UserView;
import io.fanfare.api.stats.Total;
import io.fanfare.api.stats.Totals;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.User;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Rows as everybody may see them, by id and in the order of the ids: one rule for all readers. A
 * sound that is not released, or whose owner is gone, is left out.
 */
public final class ShownModels {

  /** As long as a cache may keep an answer, and longer than it waits for one, µs. */
  static final long SOON = 75_000_000;

  private final Models models;
  private final Totals totals;
  private final Clock clock;
  private final Links links;

  public ShownModels(Models models, Totals totals, Clock clock, Links links) {
    this.models = models;
    this.clock = clock;
    this.links = links;
    this.totals = totals;
  }

  public Map<Long, TrackView> tracks(Collection<Long> ids, Reading reading) {
    CompletableFuture<Map<Long, Long>> plays = totals.request(Total.PLAYS, ids);
    Map<Long, TrackView> views =
        sounds(
            EdgeKey.TRACK,
            ids,
            models::tracks,
            Sounds::of,
            (track, owner) ->
                SoundPresenter.track(track, owner, plays.join().get(track.getId()), links),
            reading);
    if (!plays.join().keySet().containsAll(views.keySet())) {
      // The totals were late: the next answer has them.
      reading.dependencies().addUnknown();
    }
    return views;
  }

  public Map<Long, PlaylistView> playlists(Collection<Long> ids, Reading reading) {
    return sounds(
        EdgeKey.PLAYLIST,
        ids,
        models::playlists,
        Sounds::of,
        (playlist, owner) -> SoundPresenter.playlist(playlist, owner, links),
        reading);
  }

  public Map<Long, UserView> users(Collection<Long> ids, Reading reading) {
    Map<Long, User> users = rows(EdgeKey.USER, ids, models::users, reading);
    Map<Long, UserView> views = new LinkedHashMap<>();
    for (Long id : ids) {
      User user = users.get(id);
      if (user != null) {
        views.put(id, UserPresenter.user(user, links));
      }
    }
    return views;
  }

  private <M, V> Map<Long, V> sounds(
      EdgeKey kind,
      Collection<Long> ids,
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source,
      Function<M, Sound> rules,
      BiFunction<M, User, V> presenter,
      Reading reading) {
    Map<Long, M> rows = rows(kind, ids, source, reading);
    long now = Micros.of(clock.instant());
    if (rows.values().stream().anyMatch(row -> isReleasedSoon(rules.apply(row), now))) {
      // It appears without a change.
      reading.dependencies().addUnknown();
    }
    rows.values().removeIf(row -> !rules.apply(row).isReleased(now));
    Set<Long> owners =
        rows.values().stream().map(row -> rules.apply(row).ownerId()).collect(toSet());
    Map<Long, User> users = rows(EdgeKey.USER, owners, models::users, reading);
    Map<Long, V> views = new LinkedHashMap<>();
    for (Long id : ids) {
      M row = rows.get(id);
      User owner = row == null ? null : users.get(rules.apply(row).ownerId());
      if (row != null && owner != null) {
        views.put(id, presenter.apply(row, owner));
      }
    }
    return views;
  }

  private static boolean isReleasedSoon(Sound sound, long now) {
    return !sound.isReleased(now) && sound.isReleased(now + SOON);
  }

  private static <M> Map<Long, M> rows(
      EdgeKey kind,
      Collection<Long> ids,
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source,
      Reading reading) {
    reading.dependencies().addAll(kind, ids);
    return ids.isEmpty()
        ? new LinkedHashMap<>()
        : new LinkedHashMap<>(reading.await(source.apply(Set.copyOf(ids)), Dependency.MYSQL));
  }
}
