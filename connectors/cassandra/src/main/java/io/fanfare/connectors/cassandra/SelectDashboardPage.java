package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.dashboard.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads a page of one recipient's month, newest first: one partition, adjacent rows on disk. */
public final class SelectDashboardPage {

  private final CqlSession session;
  private final PreparedStatement newest;
  private final PreparedStatement olderThan;

  /** Uses the tables of a new deployment. */
  public SelectDashboardPage(CqlSession session) {
    this(session, DashboardTables.DEFAULT);
  }

  public SelectDashboardPage(CqlSession session, DashboardTables tables) {
    String page =
        tables.rename(
            "SELECT activity_time, kind, actor_id, object_id FROM fanfare.dashboard_entries"
                + " WHERE recipient_id = ? AND month = ?");
    this.session = session;
    this.newest = session.prepare(page + " LIMIT ?");
    this.olderThan =
        session.prepare(
            page + " AND (activity_time, kind, actor_id, object_id) < (?, ?, ?, ?) LIMIT ?");
  }

  /**
   * Returns entries in the order of the dashboard. Fails like the driver if Cassandra does not
   * answer.
   *
   * @param month such as 202611
   * @param last the entry after which the page begins; null for the month's newest
   * @param limit maximal number of entries
   */
  public CompletionStage<List<Activity>> execute(
      long recipientId, int month, @Nullable Activity last, int limit) {
    BoundStatement bound =
        last == null
            ? newest.bind(recipientId, month, limit)
            : olderThan.bind(
                recipientId,
                month,
                last.getActivityTime(),
                ActivityKindCode.of(last.getKind()),
                last.getActorId(),
                last.getObjectId(),
                limit);
    return session.executeAsync(bound.setPageSize(limit)).thenApply(SelectDashboardPage::entries);
  }

  private static List<Activity> entries(AsyncResultSet rows) {
    List<Activity> entries = new ArrayList<>();
    for (Row row : rows.currentPage()) {
      entries.add(
          new Activity(
              ActivityKindCode.kind(row.getByte(1)),
              row.getLong(2),
              row.getLong(3),
              row.getLong(0)));
    }
    return entries;
  }
}
