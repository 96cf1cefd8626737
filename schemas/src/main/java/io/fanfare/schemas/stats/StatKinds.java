package io.fanfare.schemas.stats;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Groups of kinds. */
public final class StatKinds {

  /** Events: never taken back; they have a listener and a place. */
  public static final Set<StatKind> EVENTS =
      Collections.unmodifiableSet(EnumSet.of(StatKind.PLAY, StatKind.DOWNLOAD));

  /** Source rows: they may be deleted, and only their number is known. */
  public static final Set<StatKind> ROWS =
      Collections.unmodifiableSet(
          EnumSet.of(StatKind.LIKE, StatKind.REPOST, StatKind.COMMENT, StatKind.FOLLOW));

  private StatKinds() {}
}
