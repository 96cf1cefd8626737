package io.fanfare.api.models;

import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Rows in memory. */
public final class InMemoryModels implements Models, UserDirectory {

  private final Map<Long, Track> tracks = new ConcurrentHashMap<>();
  private final Map<Long, Track> hiddenTracks = new ConcurrentHashMap<>();
  private final Map<Long, User> users = new ConcurrentHashMap<>();

  /** A row that is not seen before it is invalidated, as if it had been remembered as absent. */
  public void putUnseen(Track track) {
    hiddenTracks.put(track.getId(), track);
  }

  public void put(Track track) {
    tracks.put(track.getId(), track);
  }

  public void put(User user) {
    users.put(user.getId(), user);
  }

  public void removeTrack(long id) {
    tracks.remove(id);
  }

  public void removeUser(long id) {
    users.remove(id);
  }

  /** A row with what every row has. */
  public static User user(long id) {
    return User.newBuilder().setId(id).setUsername("user " + id).setPermalink("user-" + id).build();
  }

  /** A live track if it is published: public and finished. */
  public static Track track(long id, long ownerId, @Nullable Long publishedAt) {
    return Track.newBuilder()
        .setId(id)
        .setUserId(ownerId)
        .setTitle("track " + id)
        .setSharing("public")
        .setState("finished")
        .setPublishedAt(publishedAt)
        .build();
  }

  @Override
  public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
    return CompletableFuture.completedFuture(found(tracks, ids));
  }

  @Override
  public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
    return CompletableFuture.completedFuture(found(users, ids));
  }

  /** What has to be forgotten so that unseen rows are seen. */
  public Invalidations invalidations() {
    return new Invalidations() {
      @Override
      public void track(long id) {
        Track row = hiddenTracks.remove(id);
        if (row != null) {
          put(row);
        }
      }

      @Override
      public void user(long id) {}

      @Override
      public void everything() {}
    };
  }

  @Override
  public CompletionStage<List<Long>> listeners(int limit) {
    return CompletableFuture.completedFuture(users.keySet().stream().limit(limit).toList());
  }

  @Override
  public CompletionStage<List<Long>> named(String prefix, int limit) {
    return CompletableFuture.completedFuture(
        users.values().stream()
            .filter(user -> user.getUsername().startsWith(prefix))
            .map(User::getId)
            .sorted()
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<Map<Long, Integer>> followings(Collection<Long> ids) {
    return CompletableFuture.completedFuture(Map.of(1L, 42));
  }

  private static <M> Map<Long, M> found(Map<Long, M> rows, Set<Long> ids) {
    Map<Long, M> found = new HashMap<>(rows);
    found.keySet().retainAll(ids);
    return found;
  }
}
