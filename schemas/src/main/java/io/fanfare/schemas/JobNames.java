package io.fanfare.schemas;

import io.fanfare.schemas.progress.Views;
import java.util.List;

/**
 * Every job of the pipeline: the name that it runs under, and its main class in the jobs' jar. The
 * name is also its consumer group and stands in its dead letters, except for {@link #search} and
 * {@link #STATS_REBUILD}.
 */
public final class JobNames {

  public static final String FAN_OUT = "fan-out";

  public static final String DASHBOARD_INTERACTIVE = "dashboard-interactive";
  public static final String DASHBOARD_BATCH = "dashboard-batch";

  /** A job that fills a view has the view's name. */
  public static final String CLOSENESS = Views.CLOSENESS;

  /** The consumer group of every search job, and its name in dead letters. */
  public static final String SEARCH = "search";

  public static final String STATS = Views.STATS;

  /** Its dead letters name {@link #STATS}. */
  public static final String STATS_REBUILD = Views.STATS_REBUILD;

  /** A batch job: it has no consumer group and no dead letters. */
  public static final String DASHBOARD_REBUILD = "dashboard-rebuild";

  /** A batch job, too. */
  public static final String SEARCH_REBUILD = "search-rebuild";

  public static final String NOTIFICATIONS = "notifications";

  public static final String FAN_OUT_CLASS = "io.fanfare.jobs.fanout.FanOutJob";

  /** Of both lanes. */
  public static final String DASHBOARD_CLASS = "io.fanfare.jobs.dashboard.DashboardJob";

  public static final String CLOSENESS_CLASS = "io.fanfare.jobs.closeness.ClosenessJob";

  /** Of all generations. */
  public static final String SEARCH_CLASS = "io.fanfare.jobs.search.SearchJob";

  public static final String NOTIFICATIONS_CLASS = "io.fanfare.jobs.notifications.NotificationsJob";

  /** Of the rebuild from a savepoint, too. */
  public static final String STATS_CLASS = "io.fanfare.jobs.stats.StatsJob";

  /** In the jar of the rebuilds through the Flink Cassandra connector. */
  public static final String DASHBOARD_REBUILD_CLASS =
      "io.fanfare.rebuild.dashboards.DashboardRebuildJob";

  /** In the same jar: the rebuild from the log. */
  public static final String STATS_REBUILD_CLASS = "io.fanfare.rebuild.stats.StatsRebuildJob";

  /** In the jar of the rebuilds through the Flink Elasticsearch connector. */
  public static final String SEARCH_REBUILD_CLASS = "io.fanfare.rebuild.search.SearchRebuildJob";

  public static final List<String> CLASSES =
      List.of(
          FAN_OUT_CLASS,
          DASHBOARD_CLASS,
          CLOSENESS_CLASS,
          SEARCH_CLASS,
          STATS_CLASS,
          NOTIFICATIONS_CLASS);

  /** Not a job: it reports what is in savepoints. */
  public static final String SAVEPOINTS_CLASS = "io.fanfare.jobs.savepoints.SavepointsProgram";

  private JobNames() {}

  /**
   * The job that fills the indices of one generation.
   *
   * @param generation as in {@link io.fanfare.schemas.search.Indices}
   */
  public static String search(String generation) {
    return Views.search(generation);
  }
}
