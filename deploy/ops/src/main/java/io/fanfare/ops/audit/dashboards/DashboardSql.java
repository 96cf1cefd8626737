package io.fanfare.ops.audit.dashboards;

import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.SqlRows;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The entries that dashboards should show, in SQL. */
final class DashboardSql {

  private static final List<ActivityKind> KINDS =
      List.of(
          ActivityKind.TRACK,
          ActivityKind.TRACK_REPOST,
          ActivityKind.PLAYLIST,
          ActivityKind.PLAYLIST_REPOST);

  /**
   * Compares states as bytes, as the rules do: most collations take PUBLIC for public. A date
   * without a year, month or day, which a lax server accepts, is no time: the difference to it is
   * NULL.
   */
  private static final String STATEMENT =
      """
      SELECT e.recipient, e.kind, e.actor, e.object,
        TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', e.time) AS micros
      FROM (
        SELECT f.follower_id AS recipient, 1 AS kind, t.user_id AS actor, t.user_id AS owner,
          t.id AS object, t.published_at AS time
        FROM follows f
        JOIN tracks t ON t.user_id = f.followee_id
        WHERE f.follower_id IN %1$s AND f.follower_id <> f.followee_id
          AND CAST(CONVERT(t.sharing USING utf8mb4) AS BINARY) = 'public'
          AND CAST(CONVERT(t.state USING utf8mb4) AS BINARY) = 'finished'
          AND t.published_at >= ?
        UNION ALL
        SELECT f.follower_id, 2, r.user_id, t.user_id, t.id, r.created_at
        FROM follows f
        JOIN track_reposts r ON r.user_id = f.followee_id
        JOIN tracks t ON t.id = r.track_id
        LEFT JOIN dashboard_settings s ON s.user_id = f.follower_id
        WHERE f.follower_id IN %1$s AND f.follower_id <> f.followee_id
          AND CAST(CONVERT(t.sharing USING utf8mb4) AS BINARY) = 'public'
          AND CAST(CONVERT(t.state USING utf8mb4) AS BINARY) = 'finished'
          AND TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', t.published_at) IS NOT NULL
          AND r.created_at >= ? AND COALESCE(s.hide_reposts, 0) = 0
        UNION ALL
        SELECT f.follower_id, 3, p.user_id, p.user_id, p.id, p.published_at
        FROM follows f
        JOIN playlists p ON p.user_id = f.followee_id
        WHERE f.follower_id IN %1$s AND f.follower_id <> f.followee_id
          AND CAST(CONVERT(p.sharing USING utf8mb4) AS BINARY) = 'public'
          AND p.published_at >= ?
        UNION ALL
        SELECT f.follower_id, 4, r.user_id, p.user_id, p.id, r.created_at
        FROM follows f
        JOIN playlist_reposts r ON r.user_id = f.followee_id
        JOIN playlists p ON p.id = r.playlist_id
        LEFT JOIN dashboard_settings s ON s.user_id = f.follower_id
        WHERE f.follower_id IN %1$s AND f.follower_id <> f.followee_id
          AND CAST(CONVERT(p.sharing USING utf8mb4) AS BINARY) = 'public'
          AND TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', p.published_at) IS NOT NULL
          AND r.created_at >= ? AND COALESCE(s.hide_reposts, 0) = 0
      ) e
      WHERE TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', e.time) IS NOT NULL
        AND EXISTS (SELECT 1 FROM users u WHERE u.id = e.recipient)
        AND EXISTS (SELECT 1 FROM users u WHERE u.id = e.actor)
        AND EXISTS (SELECT 1 FROM users u WHERE u.id = e.owner)
        AND NOT EXISTS (SELECT 1 FROM blocks b
          WHERE b.user_id = e.recipient AND b.blocked_user_id IN (e.actor, e.owner))
        AND NOT EXISTS (SELECT 1 FROM blocks b
          WHERE b.user_id IN (e.actor, e.owner) AND b.blocked_user_id = e.recipient)
        AND NOT EXISTS (SELECT 1 FROM mutes m
          WHERE m.user_id = e.recipient AND m.muted_user_id IN (e.actor, e.owner))
      ORDER BY e.recipient, e.time DESC, e.kind DESC, e.actor DESC, e.object DESC
      """;

  private DashboardSql() {}

  /**
   * The entries of some recipients.
   *
   * @param since the oldest activity time that counts, UTC
   */
  static ExpectedRows<Entry> expected(
      Connection source, SourceTables tables, Collection<Long> recipientIds, LocalDateTime since) {
    String in = "(" + String.join(",", Collections.nCopies(recipientIds.size(), "?")) + ")";
    List<Object> values = new ArrayList<>();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      values.addAll(recipientIds);
      values.add(since);
    }
    return new SqlRows<>(source, tables.in(STATEMENT).formatted(in), values, DashboardSql::entry);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("recipient"),
        new Activity(
            KINDS.get(row.getInt("kind") - 1),
            row.getLong("actor"),
            row.getLong("object"),
            row.getLong("micros")));
  }
}
