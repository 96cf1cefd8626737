package io.fanfare.workloads.bench.pushpull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The newest activities of one actor from the source's own rows: both of their kinds with tracks,
 * each from an index that begins with the actor, and sorted.
 */
final class SelectOutbox implements AutoCloseable {

  private final PreparedStatement statement;

  SelectOutbox(Connection connection) throws SQLException {
    statement =
        connection.prepareStatement(
            "SELECT id, published_at AS at FROM tracks WHERE user_id = ? AND sharing = 'public'"
                + " AND state = 'finished' AND published_at IS NOT NULL"
                + " UNION ALL SELECT track_id, created_at FROM track_reposts WHERE user_id = ?"
                + " ORDER BY at DESC LIMIT ?");
  }

  /** Counts the activities, up to a limit. */
  int execute(long actorId, int limit) throws SQLException {
    statement.setLong(1, actorId);
    statement.setLong(2, actorId);
    statement.setInt(3, limit);
    int found = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        rows.getLong(1);
        rows.getTimestamp(2);
        found++;
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
