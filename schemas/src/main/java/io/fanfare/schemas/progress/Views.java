package io.fanfare.schemas.progress;

import java.util.Set;

/** The names of the views, as they say how far they are. */
public final class Views {

  public static final String DASHBOARDS = "dashboards";
  public static final String CLOSENESS = "closeness";

  /** Those that have jobs which report. */
  public static final Set<String> ALL = Set.of(DASHBOARDS, CLOSENESS);

  private Views() {}
}
