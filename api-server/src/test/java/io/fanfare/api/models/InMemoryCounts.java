package io.fanfare.api.models;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.Track;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Counts the rows of lists in memory. */
public final class InMemoryCounts implements RowCounts {

  private final InMemoryLists lists;
  private final InMemoryModels models;

  /** Whether it answers. */
  public volatile boolean answers = true;

  public InMemoryCounts(InMemoryLists lists, InMemoryModels models) {
    this.lists = lists;
    this.models = models;
  }

  @Override
  public CompletionStage<CountsOfUser> ofUser(long userId, long now, long soon) {
    if (!answers) {
      return CompletableFuture.failedFuture(new UnavailableException("No source is there.", null));
    }
    List<Long> followings = keys(KeyList.FOLLOWINGS_OF_USER, userId);
    return CompletableFuture.completedFuture(
        new CountsOfUser(
            followings.size() > MOST_ROWS ? null : (long) followings.size(),
            released(KeyList.TRACKS_OF_USER, userId, models::tracks, Sounds::of, now, soon),
            released(KeyList.PLAYLISTS_OF_USER, userId, models::playlists, Sounds::of, now, soon)));
  }

  private List<Long> keys(KeyList list, long of) {
    return join(lists.keys(list, of, null, Integer.MAX_VALUE));
  }

  private <M> ReleasedCount released(
      KeyList list,
      long of,
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source,
      Function<M, Sound> rule,
      long now,
      long soon) {
    Collection<M> rows = join(source.apply(new HashSet<>(keys(list, of)))).values();
    return new ReleasedCount(
        rows.stream().filter(row -> rule.apply(row).isReleased(now)).count(),
        rows.stream().filter(row -> rule.apply(row).isReleased(soon)).count());
  }

  @Override
  public CompletionStage<Optional<CountsOfPlaylist>> ofPlaylist(long playlistId, long now) {
    if (!answers) {
      return CompletableFuture.failedFuture(new UnavailableException("No source is there.", null));
    }
    List<Track> shown =
        join(lists.tracksOfPlaylist(playlistId, null, Integer.MAX_VALUE)).stream()
            .map(place -> join(models.tracks(Set.of(place.trackId()))).get(place.trackId()))
            .filter(Objects::nonNull)
            .filter(track -> Sounds.of(track).isReleased(now))
            .filter(track -> !join(models.users(Set.of(track.getUserId()))).isEmpty())
            .toList();
    long duration =
        shown.stream().map(Track::getDuration).filter(Objects::nonNull).mapToLong(d -> d).sum();
    return CompletableFuture.completedFuture(
        Optional.of(new CountsOfPlaylist(shown.size(), duration)));
  }

  private static <T> T join(CompletionStage<T> result) {
    return result.toCompletableFuture().join();
  }
}
