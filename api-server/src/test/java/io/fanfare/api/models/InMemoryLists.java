package io.fanfare.api.models;

import io.fanfare.schemas.models.Comment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lists in memory. */
public final class InMemoryLists implements Lists {

  private record Of(KeyList list, long id) {}

  private record Permalink(PermalinkIndex index, String permalink, long owner) {}

  private static final Comparator<PlaylistPlace> IN_ORDER =
      Comparator.comparingInt(PlaylistPlace::position).thenComparingLong(PlaylistPlace::trackId);

  private final Map<Of, TreeSet<Long>> keys = new HashMap<>();
  private final Map<Long, TreeSet<PlaylistPlace>> playlists = new HashMap<>();
  private final Map<Permalink, TreeSet<Long>> permalinks = new HashMap<>();
  private final Map<Long, Comment> comments = new HashMap<>();

  public void add(KeyList list, long of, long key) {
    keys.computeIfAbsent(new Of(list, of), added -> new TreeSet<>(Comparator.reverseOrder()))
        .add(key);
  }

  public void add(long playlist, int position, long track) {
    playlists
        .computeIfAbsent(playlist, added -> new TreeSet<>(IN_ORDER))
        .add(new PlaylistPlace(position, track));
  }

  public void add(Comment comment) {
    comments.put(comment.getId(), comment);
    add(KeyList.COMMENTS_OF_TRACK, comment.getTrackId(), comment.getId());
  }

  @Override
  public CompletionStage<List<Long>> keys(KeyList list, long of, @Nullable Long after, int limit) {
    return CompletableFuture.completedFuture(
        keys.getOrDefault(new Of(list, of), new TreeSet<>()).stream()
            .filter(key -> after == null || key < after)
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<List<PlaylistPlace>> tracksOfPlaylist(
      long playlistId, @Nullable PlaylistPlace after, int limit) {
    return CompletableFuture.completedFuture(
        playlists.getOrDefault(playlistId, new TreeSet<>(IN_ORDER)).stream()
            .filter(place -> after == null || IN_ORDER.compare(place, after) > 0)
            .limit(limit)
            .toList());
  }

  /** Gives a permalink to a row; the owner of a user is 0. */
  public void add(PermalinkIndex index, String permalink, long owner, long id) {
    permalinks
        .computeIfAbsent(new Permalink(index, permalink, owner), p -> new TreeSet<>())
        .add(id);
  }

  @Override
  public CompletionStage<List<Long>> ofPermalink(
      PermalinkIndex index, String permalink, long owner) {
    Permalink wanted = new Permalink(index, permalink, index == PermalinkIndex.USERS ? 0 : owner);
    return CompletableFuture.completedFuture(
        List.copyOf(permalinks.getOrDefault(wanted, new TreeSet<>())));
  }

  @Override
  public CompletionStage<Map<Long, Comment>> comments(Set<Long> ids) {
    Map<Long, Comment> found = new HashMap<>(comments);
    found.keySet().retainAll(ids);
    return CompletableFuture.completedFuture(found);
  }
}
