package io.fanfare.api.feed;

import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.feed.FeedView.Item;
import io.fanfare.api.feed.FeedView.TrackView;
import io.fanfare.api.feed.FeedView.UserView;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says entries in the words of SoundCloud's public API. */
final class FeedPresenter {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private FeedPresenter() {}

  static Item item(DashboardEntry entry) {
    Activity activity = entry.activity();
    return new Item(
        type(activity.getKind()),
        Timestamps.spaced(activity.getActivityTime()),
        track(entry.track(), entry.owner()),
        isRepost(activity.getKind()) ? userUrn(activity.getActorId()) : null);
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
        user(owner));
  }

  private static UserView user(User user) {
    Long createdAt = user.getCreatedAt();
    Long updatedAt = user.getUpdatedAt();
    return new UserView(
        "user",
        userUrn(user.getId()),
        user.getUsername(),
        user.getPermalink(),
        user.getFullName(),
        user.getAvatarUrl(),
        user.getCity(),
        country(user.getCountryCode()),
        createdAt == null ? null : Timestamps.dateTime(createdAt),
        updatedAt == null ? null : Timestamps.dateTime(updatedAt));
  }

  private static String userUrn(long id) {
    return "soundcloud:users:" + id;
  }

  /** The API says countries by their English names, the source by their ISO codes. */
  private static @Nullable String country(@Nullable String code) {
    if (code == null || !COUNTRIES.contains(code.toUpperCase(Locale.ROOT))) {
      return null;
    }
    return new Locale("", code).getDisplayCountry(Locale.ENGLISH);
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
