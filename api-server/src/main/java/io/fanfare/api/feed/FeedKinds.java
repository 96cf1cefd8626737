package io.fanfare.api.feed;

import static io.fanfare.schemas.dashboard.ActivityKind.TRACK;
import static io.fanfare.schemas.dashboard.ActivityKind.TRACK_REPOST;

import io.fanfare.schemas.dashboard.ActivityKind;
import java.util.Set;

/** The feeds by what they show. */
public enum FeedKinds {
  ALL(1, "/me/feed", Set.of(ActivityKind.values())),
  TRACKS(2, "/me/feed/tracks", Set.of(TRACK, TRACK_REPOST));

  private final byte code;
  private final String path;
  private final Set<ActivityKind> kinds;

  FeedKinds(int code, String path, Set<ActivityKind> kinds) {
    this.code = (byte) code;
    this.path = path;
    this.kinds = kinds;
  }

  /** What cursors call it. */
  byte code() {
    return code;
  }

  public String path() {
    return path;
  }

  Set<ActivityKind> kinds() {
    return kinds;
  }
}
