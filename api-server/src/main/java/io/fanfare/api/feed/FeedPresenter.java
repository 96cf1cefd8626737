package io.fanfare.api.feed;

import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.feed.FeedView.Item;
import io.fanfare.api.feed.FeedView.TrackView;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;

/** Says entries in the words of SoundCloud's public API. */
final class FeedPresenter {

  private FeedPresenter() {}

  /**
   * @param id what the entry is called
   */
  static Item item(DashboardEntry entry, String id) {
    Activity activity = entry.activity();
    boolean isRepost = isRepost(activity.getKind());
    return new Item(
        id,
        type(activity.getKind()),
        Timestamps.spaced(activity.getActivityTime()),
        track(entry.track(), entry.owner()),
        isRepost ? UserPresenter.urn(activity.getActorId()) : null,
        isRepost ? UserPresenter.user(entry.actor()) : null);
  }

  private static TrackView track(Track track, User owner) {
    Long createdAt = track.getCreatedAt();
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
        createdAt == null ? null : Timestamps.spaced(createdAt),
        UserPresenter.user(owner));
  }

  private static String type(ActivityKind kind) {
    return switch (kind) {
      case TRACK -> "track";
      case TRACK_REPOST -> "track:repost";
      case PLAYLIST -> "playlist";
      case PLAYLIST_REPOST -> "playlist:repost";
    };
  }

  private static boolean isRepost(ActivityKind kind) {
    return switch (kind) {
      case TRACK_REPOST, PLAYLIST_REPOST -> true;
      case TRACK, PLAYLIST -> false;
    };
  }
}
