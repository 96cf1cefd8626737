package io.fanfare.api.models;

import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
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

/** Rows in memory. By default, all users follow each other and nothing is hidden. */
public class InMemoryModels implements Models, UserDirectory {

  private final Map<Long, Track> tracks = new ConcurrentHashMap<>();
  private final Map<Long, Unseen> unseenTracks = new ConcurrentHashMap<>();
  private final Map<Long, Playlist> playlists = new ConcurrentHashMap<>();
  private final Map<Long, User> users = new ConcurrentHashMap<>();
  private final Set<FollowKey> unfollowed = ConcurrentHashMap.newKeySet();
  private final Map<FollowKey, Long> followedSince = new ConcurrentHashMap<>();
  private final Map<RepostKey, Long> trackReposts = new ConcurrentHashMap<>();
  private final Map<RepostKey, Long> playlistReposts = new ConcurrentHashMap<>();
  private final Map<Long, Hidden> hidden = new ConcurrentHashMap<>();

  private volatile CompletableFuture<@Nullable Void> tracksAnswer =
      CompletableFuture.completedFuture(null);

  private record Unseen(Track track, int checks) {}

  /**
   * Puts a row that readers do not see yet, as if its absence were cached, or as in a replica that
   * lags.
   *
   * @param checks number of invalidations after which it is seen
   */
  public void putUnseen(Track track, int checks) {
    unseenTracks.put(track.getId(), new Unseen(track, checks));
  }

  /** Answers no more about tracks, as a server that stands still. */
  public void stall() {
    tracksAnswer = new CompletableFuture<>();
  }

  /** Whether a request waits for its answer. */
  public boolean isAsked() {
    return tracksAnswer.getNumberOfDependents() > 0;
  }

  /** Answers again, also what was asked meanwhile. */
  public void goOn() {
    tracksAnswer.complete(null);
  }

  public void put(Track track) {
    tracks.put(track.getId(), track);
  }

  public void put(Playlist playlist) {
    playlists.put(playlist.getId(), playlist);
  }

  public void put(TrackRepost repost) {
    trackReposts.put(new RepostKey(repost.getUserId(), repost.getTrackId()), repost.getCreatedAt());
  }

  public void put(PlaylistRepost repost) {
    playlistReposts.put(
        new RepostKey(repost.getUserId(), repost.getPlaylistId()), repost.getCreatedAt());
  }

  public void removeTrackRepost(long user, long track) {
    trackReposts.remove(new RepostKey(user, track));
  }

  public void unfollow(long follower, long followee) {
    unfollowed.add(new FollowKey(follower, followee));
  }

  /**
   * @param since µs since the epoch; without this, users have followed each other for ever
   */
  public void follow(long follower, long followee, long since) {
    followedSince.put(new FollowKey(follower, followee), since);
  }

  public void hide(long recipient, Hidden what) {
    hidden.put(recipient, what);
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

  /** A row with the columns that every row has. */
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

  /** A live playlist if it is published: it is public. */
  public static Playlist playlist(long id, long ownerId, @Nullable Long publishedAt) {
    return Playlist.newBuilder()
        .setId(id)
        .setUserId(ownerId)
        .setTitle("playlist " + id)
        .setSharing("public")
        .setPublishedAt(publishedAt)
        .build();
  }

  @Override
  public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
    return tracksAnswer.thenApply(answers -> found(tracks, ids));
  }

  @Override
  public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
    return CompletableFuture.completedFuture(found(users, ids));
  }

  @Override
  public CompletionStage<Map<Long, Playlist>> playlists(Set<Long> ids) {
    return CompletableFuture.completedFuture(found(playlists, ids));
  }

  @Override
  public CompletionStage<Map<FollowKey, Long>> follows(Set<FollowKey> keys) {
    Map<FollowKey, Long> follows = new HashMap<>();
    keys.forEach(key -> follows.put(key, followedSince.getOrDefault(key, 0L)));
    follows.keySet().removeAll(unfollowed);
    return CompletableFuture.completedFuture(follows);
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> trackReposts(Set<RepostKey> keys) {
    return CompletableFuture.completedFuture(found(trackReposts, keys));
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> playlistReposts(Set<RepostKey> keys) {
    return CompletableFuture.completedFuture(found(playlistReposts, keys));
  }

  @Override
  public CompletionStage<Map<Long, Hidden>> hidden(Set<Long> recipientIds) {
    return CompletableFuture.completedFuture(found(hidden, recipientIds));
  }

  /** The invalidations after which unseen rows are seen. */
  public Invalidations invalidations() {
    return new Invalidations() {
      @Override
      public void invalidateRow(Model model, List<Long> key) {
        if (model == Model.TRACK) {
          unseenTracks.computeIfPresent(key.get(0), (id, unseen) -> afterACheck(unseen));
        }
      }

      @Override
      public void invalidateAll() {}
    };
  }

  private @Nullable Unseen afterACheck(Unseen unseen) {
    if (unseen.checks() > 1) {
      return new Unseen(unseen.track(), unseen.checks() - 1);
    }
    put(unseen.track());
    return null;
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

  private static <K, M> Map<K, M> found(Map<K, M> rows, Set<K> ids) {
    Map<K, M> found = new HashMap<>(rows);
    found.keySet().retainAll(ids);
    return found;
  }
}
