package io.fanfare.api.dashboard;

import static java.util.stream.Collectors.toSet;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows that some stored entries of one recipient depend on, all loaded at once. */
final class PageRows implements DashboardRows {

  private final long recipientId;
  private final Map<Long, Track> tracks;
  private final Map<Long, Playlist> playlists;
  private final Map<RepostKey, Long> trackReposts;
  private final Map<RepostKey, Long> playlistReposts;
  private final Set<FollowKey> follows;
  private final Hidden hidden;
  private final Map<Long, User> users;

  /**
   * Loads the rows.
   *
   * @throws io.fanfare.api.availability.UnavailableException if they can't be read
   */
  PageRows(Models models, long recipientId, List<Activity> activities, Deadline deadline) {
    this.recipientId = recipientId;
    Set<Long> actors = activities.stream().map(Activity::getActorId).collect(toSet());
    Set<Long> known = new HashSet<>(actors);
    known.add(recipientId);
    // Requested together, awaited one after the other.
    var someUsers = models.users(known);
    var someTracks = objects(activities, true, models::tracks);
    var somePlaylists = objects(activities, false, models::playlists);
    var ofTracks = reposts(activities, ActivityKind.TRACK_REPOST, models::trackReposts);
    var ofPlaylists = reposts(activities, ActivityKind.PLAYLIST_REPOST, models::playlistReposts);
    var someFollows =
        models.follows(
            actors.stream().map(actor -> new FollowKey(recipientId, actor)).collect(toSet()));
    var someHidden = models.hidden(Set.of(recipientId));

    tracks = deadline.await(someTracks, Dependency.MYSQL);
    playlists = deadline.await(somePlaylists, Dependency.MYSQL);
    users = new HashMap<>(deadline.await(models.users(owners(known)), Dependency.MYSQL));
    users.putAll(deadline.await(someUsers, Dependency.MYSQL));
    trackReposts = deadline.await(ofTracks, Dependency.MYSQL);
    playlistReposts = deadline.await(ofPlaylists, Dependency.MYSQL);
    follows = deadline.await(someFollows, Dependency.MYSQL).keySet();
    hidden = deadline.await(someHidden, Dependency.MYSQL).getOrDefault(recipientId, Hidden.NOTHING);
  }

  private static <M> CompletionStage<Map<Long, M>> objects(
      List<Activity> activities,
      boolean tracks,
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source) {
    return source.apply(
        activities.stream()
            .filter(activity -> isOfTrack(activity) == tracks)
            .map(Activity::getObjectId)
            .collect(toSet()));
  }

  private static CompletionStage<Map<RepostKey, Long>> reposts(
      List<Activity> activities,
      ActivityKind kind,
      Function<Set<RepostKey>, CompletionStage<Map<RepostKey, Long>>> source) {
    return source.apply(
        activities.stream()
            .filter(activity -> activity.getKind() == kind)
            .map(PageRows::keyOf)
            .collect(toSet()));
  }

  /** The owners who are not among these users. */
  private Set<Long> owners(Set<Long> known) {
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
  DashboardEntry withModels(Activity shown) {
    Origin origin = required(origin(shown), "object", shown);
    User owner = required(users.get(origin.sound().ownerId()), "owner", shown);
    User actor = required(users.get(shown.getActorId()), "actor", shown);
    return new DashboardEntry(shown, origin, owner, actor);
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
    return follows.contains(new FollowKey(recipientId, actorId));
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
