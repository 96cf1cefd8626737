package io.fanfare.api.catalogue;

import static java.util.stream.Collectors.toSet;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.models.Models;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.presentation.PlaylistView;
import io.fanfare.api.presentation.SoundPresenter;
import io.fanfare.api.presentation.TrackView;
import io.fanfare.api.presentation.UserPresenter;
import io.fanfare.api.presentation.UserView;
import io.fanfare.api.stats.PlayCounts;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Sound;
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

  private final Models models;
  private final PlayCounts counts;
  private final Clock clock;
  private final Links links;

  public ShownModels(Models models, PlayCounts counts, Clock clock, Links links) {
    this.models = models;
    this.clock = clock;
    this.links = links;
    this.counts = counts;
  }

  public Map<Long, TrackView> tracks(Collection<Long> ids, Deadline deadline) {
    CompletableFuture<Map<Long, Long>> plays = counts.request(ids);
    return sounds(
        ids,
        models::tracks,
        Sounds::of,
        (track, owner) ->
            SoundPresenter.track(track, owner, plays.join().get(track.getId()), links),
        deadline);
  }

  public Map<Long, PlaylistView> playlists(Collection<Long> ids, Deadline deadline) {
    return sounds(
        ids,
        models::playlists,
        Sounds::of,
        (playlist, owner) -> SoundPresenter.playlist(playlist, owner, links),
        deadline);
  }

  public Map<Long, UserView> users(Collection<Long> ids, Deadline deadline) {
    Map<Long, User> users = rows(ids, models::users, deadline);
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
      Collection<Long> ids,
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source,
      Function<M, Sound> rules,
      BiFunction<M, User, V> presenter,
      Deadline deadline) {
    Map<Long, M> rows = rows(ids, source, deadline);
    long now = Micros.of(clock.instant());
    rows.values().removeIf(row -> !rules.apply(row).isReleased(now));
    Set<Long> owners =
        rows.values().stream().map(row -> rules.apply(row).ownerId()).collect(toSet());
    Map<Long, User> users = rows(owners, models::users, deadline);
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

  private static <M> Map<Long, M> rows(
      Collection<Long> ids,
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source,
      Deadline deadline) {
    return ids.isEmpty()
        ? new LinkedHashMap<>()
        : new LinkedHashMap<>(deadline.await(source.apply(Set.copyOf(ids)), Dependency.MYSQL));
  }
}
