package io.fanfare.schemas.progress;

/** The names of the views, as they say how far they are. */
public final class Views {

  public static final String DASHBOARDS = "dashboards";
  public static final String CLOSENESS = "closeness";

  private Views() {}
}
