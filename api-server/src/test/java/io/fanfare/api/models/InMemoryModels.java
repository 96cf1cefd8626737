package io.fanfare.api.models;

import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Rows in memory. */
public final class InMemoryModels implements Models {

  private final Map<Long, Track> tracks = new ConcurrentHashMap<>();
  private final Map<Long, User> users = new ConcurrentHashMap<>();

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

  private static <M> Map<Long, M> found(Map<Long, M> rows, Set<Long> ids) {
    Map<Long, M> found = new HashMap<>(rows);
    found.keySet().retainAll(ids);
    return found;
  }
}
