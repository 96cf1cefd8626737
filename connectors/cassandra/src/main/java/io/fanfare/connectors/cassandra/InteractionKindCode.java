package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.closeness.InteractionKind;

/** The values of the column `kind` of closeness: numbers, because every key contains one. */
final class InteractionKindCode {

  private InteractionKindCode() {}

  static byte of(InteractionKind kind) {
    return switch (kind) {
      case TRACK_LIKE -> 1;
      case PLAYLIST_LIKE -> 2;
      case TRACK_REPOST -> 3;
      case PLAYLIST_REPOST -> 4;
      case COMMENT -> 5;
    };
  }

  static InteractionKind kind(byte code) {
    return switch (code) {
      case 1 -> InteractionKind.TRACK_LIKE;
      case 2 -> InteractionKind.PLAYLIST_LIKE;
      case 3 -> InteractionKind.TRACK_REPOST;
      case 4 -> InteractionKind.PLAYLIST_REPOST;
      case 5 -> InteractionKind.COMMENT;
      default ->
          throw new IllegalArgumentException("Unknown code of a kind of interaction: " + code);
    };
  }
}
