package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import org.jspecify.annotations.Nullable;

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

  /** Null if no kind has this code. */
  static @Nullable StatKind kind(byte code) {
    for (StatKind kind : StatKind.values()) {
      if (of(kind) == code) {
        return kind;
      }
    }
    return null;
  }

  /** Null if no granularity has this code. */
  static @Nullable Granularity granularity(byte code) {
    for (Granularity granularity : Granularity.values()) {
      if (of(granularity) == code) {
        return granularity;
      }
    }
    return null;
  }

  /** Null if no subject has this code. */
  static @Nullable StatsSubject subject(byte code) {
    for (StatsSubject subject : StatsSubject.values()) {
      if (subject.code() == code) {
        return subject;
      }
    }
    return null;
  }
}
