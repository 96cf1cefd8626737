package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads the months in which a recipient has, or had, entries: one small partition, at most 12 rows
 * for each year of activity times.
 */
public final class SelectDashboardMonths {

  private final CqlSession session;
  private final PreparedStatement statement;

  /** Uses the tables of a new deployment. */
  public SelectDashboardMonths(CqlSession session) {
    this(session, DashboardTables.DEFAULT);
  }

  public SelectDashboardMonths(CqlSession session, DashboardTables tables) {
    this.session = session;
    this.statement =
        session.prepare(
            tables.rename(
                "SELECT month FROM fanfare.dashboard_months"
                    + " WHERE recipient_id = ? AND month >= ? AND month <= ?"));
  }

  /**
   * Returns the months in a range, newest first. Fails like the driver if Cassandra does not
   * answer.
   *
   * @param oldest the first month of the range, such as 202611
   * @param newest the last month of the range
   */
  public CompletionStage<List<Integer>> execute(long recipientId, int oldest, int newest) {
    List<Integer> months = new ArrayList<>();
    return AllRows.read(
            session, statement.bind(recipientId, oldest, newest), row -> months.add(row.getInt(0)))
        .thenApply(done -> months);
  }
}
