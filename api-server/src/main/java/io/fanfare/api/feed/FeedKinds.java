package io.fanfare.api.feed;

import static io.fanfare.schemas.dashboard.ActivityKind.TRACK;
import static io.fanfare.schemas.dashboard.ActivityKind.TRACK_REPOST;

import io.fanfare.schemas.dashboard.ActivityKind;
import java.util.Set;

/** The feeds, by the kinds that they show. */
public enum FeedKinds {
  ALL(1, "/me/feed"),
  TRACKS(2, "/me/feed/tracks");

  private final byte code;
  private final String path;

  FeedKinds(int code, String path) {
    this.code = (byte) code;
    this.path = path;
  }

  /** Its number in cursors. */
  byte code() {
    return code;
  }

  public String path() {
    return path;
  }

  Set<ActivityKind> kinds() {
    return switch (this) {
      case ALL -> Set.of(ActivityKind.values());
      case TRACKS -> Set.of(TRACK, TRACK_REPOST);
    };
  }
}
