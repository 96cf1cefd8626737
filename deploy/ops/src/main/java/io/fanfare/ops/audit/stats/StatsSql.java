package io.fanfare.ops.audit.stats;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.SqlRows;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The expected cells of rows, in SQL. */
public final class StatsSql {

  /** By their numbers in the statement. */
  private static final List<StatKind> KINDS =
      List.of(StatKind.LIKE, StatKind.REPOST, StatKind.COMMENT, StatKind.FOLLOW);

  /** By their numbers in the statement. */
  private static final List<Granularity> GRANULARITIES =
      List.of(
          Granularity.MINUTE,
          Granularity.HOUR,
          Granularity.DAY,
          Granularity.MONTH,
          Granularity.ALL);

  /** By their numbers in the statement. */
  private static final List<StatsSubject> SUBJECTS =
      List.of(StatsSubject.TRACK, StatsSubject.OWNER);

  private static final String ROWS =
      """
      SELECT t.user_id AS owner, t.id AS track, 1 AS kind, l.created_at AS made
      FROM tracks t JOIN track_likes l ON l.track_id = t.id WHERE t.user_id IN %1$s
      UNION ALL
      SELECT t.user_id, t.id, 2, r.created_at
      FROM tracks t JOIN track_reposts r ON r.track_id = t.id WHERE t.user_id IN %1$s
      UNION ALL
      SELECT t.user_id, t.id, 3, c.created_at
      FROM tracks t JOIN comments c ON c.track_id = t.id WHERE t.user_id IN %1$s
      UNION ALL
      SELECT f.followee_id, 0, 4, f.created_at
      FROM follows f WHERE f.followee_id IN %1$s
      """;

  /** A date without a year, month or day, which a lax server accepts, is captured as 1970. */
  private static final String CELLS =
      """
      SELECT r.owner, s.subject, r.track, r.kind, g.granularity,
        IF(g.granularity = 5, 0, TIMESTAMPDIFF(SECOND, TIMESTAMP'1970-01-01 00:00:00',
          CAST(DATE_FORMAT(IF(TO_DAYS(r.made) IS NULL, TIMESTAMP'1970-01-01 00:00:00', r.made), ELT(g.granularity, '%%Y-%%m-%%d %%H:%%i:00', '%%Y-%%m-%%d %%H:00:00',
            '%%Y-%%m-%%d 00:00:00', '%%Y-%%m-01 00:00:00')) AS DATETIME))) AS bucket,
        COUNT(*) AS total
      FROM (%1$s) r
      JOIN (SELECT 1 AS granularity UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5) g
      JOIN (SELECT 1 AS subject UNION ALL SELECT 2) s ON s.subject = 2 OR r.kind <> 4
      WHERE r.made IS NOT NULL
      GROUP BY r.owner, s.subject, r.track, r.kind, g.granularity, bucket
      ORDER BY r.owner, s.subject, IF(s.subject = 1, r.track, 0), r.kind, g.granularity, bucket, r.track
      """;

  private static final String TRACKS =
      "SELECT t.user_id, t.id FROM tracks t WHERE t.user_id IN %1$s ORDER BY t.user_id, t.id";

  private static final String USERS = "SELECT u.id FROM users u WHERE u.id IN %1$s";

  private static final String OWNERS =
      "SELECT u.id FROM tracks t JOIN users u ON u.id = t.user_id WHERE t.id IN %1$s";

  /** Ids in one statement. */
  private static final int IDS_AT_ONCE = 100;

  private StatsSql() {}

  /** The cells of some users and of what they own. */
  static ExpectedRows<CellRow> expected(
      Connection source, SourceTables tables, Collection<Long> userIds) {
    List<Object> values = new ArrayList<>();
    KINDS.forEach(kind -> values.addAll(userIds));
    String rows = tables.in(ROWS).formatted(places(userIds));
    return new SqlRows<>(source, CELLS.formatted(rows), values, StatsSql::cell);
  }

  /** The ids of the tracks that some users own, ascending. */
  public static Map<Long, List<Long>> tracks(
      Connection source, SourceTables tables, Collection<Long> userIds) throws SQLException {
    Map<Long, List<Long>> tracks = new HashMap<>();
    String sql = tables.in(TRACKS).formatted(places(userIds));
    try (PreparedStatement statement = source.prepareStatement(sql)) {
      int place = 1;
      for (long user : userIds) {
        statement.setLong(place++, user);
        tracks.put(user, new ArrayList<>());
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tracks.computeIfAbsent(rows.getLong(1), absent -> new ArrayList<>()).add(rows.getLong(2));
        }
      }
    }
    return tracks;
  }

  /** Those of some users who have a row. */
  static Set<Long> users(Connection source, SourceTables tables, List<Long> ids)
      throws SQLException {
    return ids(source, tables.in(USERS), ids);
  }

  /** The users who own some tracks, and have a row. */
  static Set<Long> owners(Connection source, SourceTables tables, List<Long> tracks)
      throws SQLException {
    return ids(source, tables.in(OWNERS), tracks);
  }

  private static Set<Long> ids(Connection source, String sql, List<Long> of) throws SQLException {
    Set<Long> ids = new TreeSet<>();
    for (int from = 0; from < of.size(); from += IDS_AT_ONCE) {
      List<Long> some = of.subList(from, Math.min(from + IDS_AT_ONCE, of.size()));
      try (PreparedStatement statement = source.prepareStatement(sql.formatted(places(some)))) {
        for (int place = 0; place < some.size(); place++) {
          statement.setLong(place + 1, some.get(place));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            ids.add(rows.getLong(1));
          }
        }
      }
    }
    return ids;
  }

  private static String places(Collection<Long> userIds) {
    return "(" + String.join(",", Collections.nCopies(userIds.size(), "?")) + ")";
  }

  private static CellRow cell(ResultSet row) throws SQLException {
    return new CellRow(
        row.getLong("owner"),
        SUBJECTS.get(row.getInt("subject") - 1),
        row.getLong("track"),
        KINDS.get(row.getInt("kind") - 1),
        GRANULARITIES.get(row.getInt("granularity") - 1),
        row.getLong("bucket"),
        CellRow.counts(row.getLong("total")));
  }
}
