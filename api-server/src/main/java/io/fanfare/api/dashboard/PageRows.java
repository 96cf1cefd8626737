package io.fanfare.api.dashboard;

import static java.util.stream.Collectors.toSet;

import io.fanfare.api.models.FollowKey;
import io.fanfare.api.models.Models;
import io.fanfare.api.models.RepostKey;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRows;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows that some entries of one recipient depend on, all loaded at once. */
public final class PageRows implements DashboardRows {

  private final long recipientId;
  private final Map<Long, Track> tracks;
  private final Map<Long, Playlist> playlists;
  private final Map<RepostKey, Long> trackReposts;
  private final Map<RepostKey, Long> playlistReposts;
  private final Map<FollowKey, Long> follows;
  private final Hidden hidden;
  private final Map<Long, User> users;

  private PageRows(
      long recipientId,
      Map<Long, Track> tracks,
      Map<Long, Playlist> playlists,
      Map<RepostKey, Long> trackReposts,
      Map<RepostKey, Long> playlistReposts,
      Map<FollowKey, Long> follows,
      Hidden hidden,
      Map<Long, User> users) {
    this.recipientId = recipientId;
    this.tracks = tracks;
    this.playlists = playlists;
    this.trackReposts = trackReposts;
    this.playlistReposts = playlistReposts;
    this.follows = follows;
    this.hidden = hidden;
    this.users = users;
  }

  /**
   * Loads the rows, without a thread that waits for them. Fails with an {@link
   * io.fanfare.api.availability.UnavailableException} if they can't be read.
   */
  static CompletableFuture<PageRows> load(
      Models models, long recipientId, List<Activity> activities) {
    return load(models, Map.of(recipientId, activities))
        .thenApply(rows -> Objects.requireNonNull(rows.get(recipientId)));
  }

  /**
   * The same for entries of several recipients: as many statements as for one.
   *
   * @param entries some activities of each recipient
   */
  public static CompletableFuture<Map<Long, PageRows>> load(
      Models models, Map<Long, ? extends Collection<Activity>> entries) {
    List<Activity> activities =
        entries.values().stream().flatMap(Collection::stream).distinct().toList();
    Set<Long> known = new HashSet<>(entries.keySet());
    activities.forEach(activity -> known.add(activity.getActorId()));
    // All but the owners are requested together.
    var users = models.users(known).toCompletableFuture();
    var tracks = objects(activities, true, models::tracks);
    var playlists = objects(activities, false, models::playlists);
    var owners =
        tracks
            .thenCombine(playlists, (some, others) -> owners(some, others, known))
            .thenCompose(models::users);
    var ofTracks = reposts(activities, ActivityKind.TRACK_REPOST, models::trackReposts);
    var ofPlaylists = reposts(activities, ActivityKind.PLAYLIST_REPOST, models::playlistReposts);
    var follows = models.follows(follows(entries)).toCompletableFuture();
    var hidden = models.hidden(Set.copyOf(entries.keySet())).toCompletableFuture();
    return CompletableFuture.allOf(users, owners, ofTracks, ofPlaylists, follows, hidden)
        .thenApply(
            loaded -> {
              Map<Long, User> all = new HashMap<>(owners.join());
              all.putAll(users.join());
              Map<Long, PageRows> rows = new HashMap<>();
              for (long recipient : entries.keySet()) {
                rows.put(
                    recipient,
                    new PageRows(
                        recipient,
                        tracks.join(),
                        playlists.join(),
                        ofTracks.join(),
                        ofPlaylists.join(),
                        follows.join(),
                        hidden.join().getOrDefault(recipient, Hidden.NOTHING),
                        all));
              }
              return rows;
            });
  }

  private static Set<FollowKey> follows(Map<Long, ? extends Collection<Activity>> entries) {
    Set<FollowKey> follows = new HashSet<>();
    entries.forEach(
        (recipient, activities) ->
            activities.forEach(
                activity -> follows.add(new FollowKey(recipient, activity.getActorId()))));
    return follows;
  }

  private static <M> CompletableFuture<Map<Long, M>> objects(
      List<Activity> activities,
      boolean tracks,
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source) {
    return source
        .apply(
            activities.stream()
                .filter(activity -> isOfTrack(activity) == tracks)
                .map(Activity::getObjectId)
                .collect(toSet()))
        .toCompletableFuture();
  }

  private static CompletableFuture<Map<RepostKey, Long>> reposts(
      List<Activity> activities,
      ActivityKind kind,
      Function<Set<RepostKey>, CompletionStage<Map<RepostKey, Long>>> source) {
    return source
        .apply(
            activities.stream()
                .filter(activity -> activity.getKind() == kind)
                .map(PageRows::keyOf)
                .collect(toSet()))
        .toCompletableFuture();
  }

  /** The owners who are not among these users. */
  private static Set<Long> owners(
      Map<Long, Track> tracks, Map<Long, Playlist> playlists, Set<Long> known) {
    Set<Long> owners = new HashSet<>();
    tracks.values().forEach(track -> owners.add(track.getUserId()));
    playlists.values().forEach(playlist -> owners.add(playlist.getUserId()));
    owners.removeAll(known);
    return owners;
  }

  /**
   * An entry that the rule shows, with its models. The rule judged it by these same rows, so none
   * of them can be missing, even if it was deleted meanwhile: to leave the entry out would hide a
   * defect.
   *
   * @throws NullPointerException if a row is missing nevertheless
   */
  public DashboardEntry withModels(Activity shown) {
    Origin origin = required(origin(shown), "object", shown);
    User owner = required(users.get(origin.sound().ownerId()), "owner", shown);
    User actor = required(users.get(shown.getActorId()), "actor", shown);
    Long followedSince =
        required(follows.get(new FollowKey(recipientId, shown.getActorId())), "follow", shown);
    return new DashboardEntry(shown, origin, owner, actor, followedSince);
  }

  private static <R> R required(@Nullable R row, String of, Activity shown) {
    return Objects.requireNonNull(
        row, () -> "The rule shows an entry that lacks the row of its " + of + ": " + shown);
  }

  private @Nullable Origin origin(Activity activity) {
    if (isOfTrack(activity)) {
      Track track = tracks.get(activity.getObjectId());
      return track == null ? null : new Origin.OfTrack(track);
    }
    Playlist playlist = playlists.get(activity.getObjectId());
    return playlist == null ? null : new Origin.OfPlaylist(playlist);
  }

  @Override
  public @Nullable Sound sound(Activity activity) {
    Origin origin = origin(activity);
    return origin == null ? null : origin.sound();
  }

  @Override
  public @Nullable Long repostedAt(Activity repost) {
    return (isOfTrack(repost) ? trackReposts : playlistReposts).get(keyOf(repost));
  }

  @Override
  public boolean userExists(long userId) {
    return users.containsKey(userId);
  }

  @Override
  public boolean recipientFollows(long actorId) {
    return follows.containsKey(new FollowKey(recipientId, actorId));
  }

  @Override
  public Hidden hidden() {
    return hidden;
  }

  private static RepostKey keyOf(Activity repost) {
    return new RepostKey(repost.getActorId(), repost.getObjectId());
  }

  private static boolean isOfTrack(Activity activity) {
    return switch (activity.getKind()) {
      case TRACK, TRACK_REPOST -> true;
      case PLAYLIST, PLAYLIST_REPOST -> false;
    };
  }
}
