package io.fanfare.api.feed;

import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.dashboard.Origin;
import io.fanfare.api.feed.FeedView.Item;
import io.fanfare.api.feed.FeedView.OriginView;
import io.fanfare.api.feed.FeedView.PlaylistView;
import io.fanfare.api.feed.FeedView.TrackView;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import org.jspecify.annotations.Nullable;

/** Says entries in the words of SoundCloud's public API. */
final class FeedPresenter {

  private FeedPresenter() {}

  /**
   * @param id what the entry is called
   * @param closeness null if it is not known
   */
  static Item item(DashboardEntry entry, String id, @Nullable Closeness closeness) {
    Activity activity = entry.activity();
    boolean isRepost = DashboardRule.isRepost(activity.getKind());
    return new Item(
        id,
        type(activity.getKind()),
        Timestamps.spaced(activity.getActivityTime()),
        isRepost ? "followed_reposted" : "followed_published",
        closeness,
        origin(entry),
        isRepost ? UserPresenter.urn(activity.getActorId()) : null,
        isRepost ? UserPresenter.user(entry.actor()) : null);
  }

  private static OriginView origin(DashboardEntry entry) {
    return entry.origin() instanceof Origin.OfTrack of
        ? track(of.track(), entry.owner())
        : playlist(((Origin.OfPlaylist) entry.origin()).playlist(), entry.owner());
  }

  private static TrackView track(Track track, User owner) {
    return new TrackView(
        "track",
        "soundcloud:tracks:" + track.getId(),
        track.getTitle(),
        track.getDescription(),
        track.getGenre(),
        track.getTagList(),
        track.getDuration(),
        track.getBpm(),
        track.getLicense(),
        track.getArtworkUrl(),
        track.getSharing(),
        Access.PLAYABLE.text(),
        time(track.getCreatedAt()),
        UserPresenter.user(owner));
  }

  private static PlaylistView playlist(Playlist playlist, User owner) {
    return new PlaylistView(
        "playlist",
        "soundcloud:playlists:" + playlist.getId(),
        playlist.getTitle(),
        playlist.getDescription(),
        playlist.getGenre(),
        playlist.getTagList(),
        playlist.getArtworkUrl(),
        playlist.getSharing(),
        time(playlist.getCreatedAt()),
        UserPresenter.user(owner));
  }

  private static @Nullable String time(@Nullable Long micros) {
    return micros == null ? null : Timestamps.spaced(micros);
  }

  private static String type(ActivityKind kind) {
    return switch (kind) {
      case TRACK -> "track";
      case TRACK_REPOST -> "track:repost";
      case PLAYLIST -> "playlist";
      case PLAYLIST_REPOST -> "playlist:repost";
    };
  }
}
