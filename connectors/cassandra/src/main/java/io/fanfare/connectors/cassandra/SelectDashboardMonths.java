package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The months in which a recipient has, or had, entries: one small partition, some rows a year of
 * use.
 */
public final class SelectDashboardMonths {

  /**
   * More than the months of any retention; a dashboard with more distinct future months is not of
   * this world.
   */
  private static final int MOST = 5_000;

  private final CqlSession session;
  private final PreparedStatement statement;

  /** Uses the default keyspaces. */
  public SelectDashboardMonths(CqlSession session) {
    this(session, Keyspaces.DEFAULT);
  }

  public SelectDashboardMonths(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT month FROM fanfare.dashboard_months WHERE recipient_id = ? LIMIT " + MOST));
  }

  /** The months, as 202611, newest first; fails as the driver does if Cassandra does not answer. */
  public CompletionStage<List<Integer>> execute(long recipientId) {
    return session
        .executeAsync(statement.bind(recipientId).setPageSize(MOST))
        .thenApply(SelectDashboardMonths::months);
  }

  private static List<Integer> months(AsyncResultSet rows) {
    List<Integer> months = new ArrayList<>();
    for (Row row : rows.currentPage()) {
      months.add(row.getInt(0));
    }
    return months;
  }
}
