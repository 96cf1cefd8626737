package io.fanfare.schemas.progress;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names of the views, under which jobs report the markers that a view has passed. */
public final class Views {

  public static final String DASHBOARDS = "dashboards";
  public static final String CLOSENESS = "closeness";

  /** Covers row-based counts only; event counts do not depend on `models`. */
  public static final String STATS = "stats";

  /** The same cells, as a rebuild writes them. */
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

  /**
   * The views of a deployment, without those that a rebuild fills. A new view has its line here, so
   * that everything that waits for all views waits for it.
   *
   * @param generation that search is served from; null if the deployment has no search
   * @param counts whether the deployment has stats
   */
  public static Set<String> of(@Nullable String generation, boolean counts) {
    Set<String> views = new TreeSet<>(OF_DASHBOARDS);
    if (generation != null) {
      views.add(search(generation));
    }
    if (counts) {
      views.add(STATS);
    }
    return views;
  }
}
