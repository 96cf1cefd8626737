package io.fanfare.schemas.progress;

import java.util.Set;

/** The names of the views, as they say how far they are. */
public final class Views {

  public static final String DASHBOARDS = "dashboards";
  public static final String CLOSENESS = "closeness";

  /** Of rows alone: what is counted of events does not hang on `models`. */
  public static final String STATS = "stats";

  /** The same cells, while another job writes them once more. */
  public static final String STATS_REBUILD = "stats-rebuild";

  /** What a dashboard shows. */
  public static final Set<String> OF_DASHBOARDS = Set.of(DASHBOARDS, CLOSENESS);

  private Views() {}

  /**
   * The indices of one generation: while one takes the place of another, each is a view.
   *
   * @param generation as in {@link io.fanfare.schemas.search.Indices}
   */
  public static String search(String generation) {
    return "search-" + generation;
  }
}
