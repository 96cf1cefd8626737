package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.dashboard.ActivityKind;

/** The values of the column `kind`: numbers, because every key contains one. */
public final class ActivityKindCode {

  private ActivityKindCode() {}

  public static byte of(ActivityKind kind) {
    return switch (kind) {
      case TRACK -> 1;
      case TRACK_REPOST -> 2;
      case PLAYLIST -> 3;
      case PLAYLIST_REPOST -> 4;
    };
  }

  static ActivityKind kind(byte code) {
    return switch (code) {
      case 1 -> ActivityKind.TRACK;
      case 2 -> ActivityKind.TRACK_REPOST;
      case 3 -> ActivityKind.PLAYLIST;
      case 4 -> ActivityKind.PLAYLIST_REPOST;
      default -> throw new IllegalArgumentException("Unknown code of a kind of activity: " + code);
    };
  }
}
