package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads the months in which a recipient has, or had, entries: one small partition, at most 12 rows
 * for each year of activity times.
 */
public final class SelectDashboardMonths {

  /**
   * More than the months of any retention. A real dashboard never has as many distinct future
   * months.
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

  /**
   * Returns the months, such as 202611, newest first. Fails like the driver if Cassandra does not
   * answer.
   */
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
