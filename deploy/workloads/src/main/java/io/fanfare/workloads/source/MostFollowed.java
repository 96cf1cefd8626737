package io.fanfare.workloads.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The user whom most others follow.
 *
 * @param username `without a row` if the user has no row
 */
public record MostFollowed(long userId, String username, long followers) {

  /** Reads the index of followers once: some seconds for tens of millions. */
  private static final String SELECT =
      """
      SELECT top.followee_id, COALESCE(u.username, 'without a row'), top.followers
      FROM (
        SELECT followee_id, COUNT(*) AS followers FROM follows
        WHERE followee_id <> follower_id
        GROUP BY followee_id ORDER BY followers DESC, followee_id LIMIT 1
      ) top
      LEFT JOIN users u ON u.id = top.followee_id
      """;

  /** Empty if nobody follows anybody. */
  public static Optional<MostFollowed> select(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT);
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(new MostFollowed(row.getLong(1), row.getString(2), row.getLong(3)))
          : Optional.empty();
    }
  }
}
