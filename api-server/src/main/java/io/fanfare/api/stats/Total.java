package io.fanfare.api.stats;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.StatKind;

/** What the stats job counts of all time, as far as tracks and users show it. */
public enum Total {
  PLAYS(StatsSubject.TRACK, StatKind.PLAY),
  LIKES(StatsSubject.TRACK, StatKind.LIKE),
  REPOSTS(StatsSubject.TRACK, StatKind.REPOST),
  COMMENTS(StatsSubject.TRACK, StatKind.COMMENT),
  /** Of a user. */
  FOLLOWERS(StatsSubject.OWNER, StatKind.FOLLOW);

  private final StatsSubject subject;
  private final StatKind kind;

  Total(StatsSubject subject, StatKind kind) {
    this.subject = subject;
    this.kind = kind;
  }

  StatsSubject subject() {
    return subject;
  }

  StatKind kind() {
    return kind;
  }
}
