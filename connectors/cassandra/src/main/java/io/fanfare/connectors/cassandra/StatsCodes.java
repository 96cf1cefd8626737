package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;

/** The codes of kinds and granularities in the table of cells. */
final class StatsCodes {

  private StatsCodes() {}

  static byte of(StatKind kind) {
    return switch (kind) {
      case PLAY -> 1;
      case DOWNLOAD -> 2;
      case LIKE -> 3;
      case REPOST -> 4;
      case COMMENT -> 5;
      case FOLLOW -> 6;
    };
  }

  static byte of(Granularity granularity) {
    return switch (granularity) {
      case MINUTE -> 1;
      case HOUR -> 2;
      case DAY -> 3;
      case MONTH -> 4;
      case ALL -> 5;
    };
  }
}
