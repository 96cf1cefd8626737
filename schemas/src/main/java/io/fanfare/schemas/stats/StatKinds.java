package io.fanfare.schemas.stats;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What the kinds have in common. */
public final class StatKinds {

  /** What happens: it is never taken back, and has a listener and a place. */
  public static final Set<StatKind> EVENTS =
      Collections.unmodifiableSet(EnumSet.of(StatKind.PLAY, StatKind.DOWNLOAD));

  /** Rows that exist: they may go, and of them nothing else is known. */
  public static final Set<StatKind> ROWS =
      Collections.unmodifiableSet(
          EnumSet.of(StatKind.LIKE, StatKind.REPOST, StatKind.COMMENT, StatKind.FOLLOW));

  private StatKinds() {}
}
