package io.fanfare.cli.audit;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The entries that some recipients' dashboards should show, computed by one SQL statement from the
 * rows alone: none of the pipeline's code has a say in it. The server sorts them and hands them
 * over as they are asked for, so memory does not grow with the dashboards.
 */
final class ExpectedEntries implements AutoCloseable {

  private static final List<ActivityKind> KINDS =
      List.of(
          ActivityKind.TRACK,
          ActivityKind.TRACK_REPOST,
          ActivityKind.PLAYLIST,
          ActivityKind.PLAYLIST_REPOST);

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
          AND t.sharing = 'public' AND t.state = 'finished' AND t.published_at >= ?
        UNION ALL
        SELECT f.follower_id, 2, r.user_id, t.user_id, t.id, r.created_at
        FROM follows f
        JOIN track_reposts r ON r.user_id = f.followee_id
        JOIN tracks t ON t.id = r.track_id
        LEFT JOIN dashboard_settings s ON s.user_id = f.follower_id
        WHERE f.follower_id IN %1$s AND f.follower_id <> f.followee_id
          AND t.sharing = 'public' AND t.state = 'finished' AND t.published_at IS NOT NULL
          AND r.created_at >= ? AND COALESCE(s.hide_reposts, 0) = 0
        UNION ALL
        SELECT f.follower_id, 3, p.user_id, p.user_id, p.id, p.published_at
        FROM follows f
        JOIN playlists p ON p.user_id = f.followee_id
        WHERE f.follower_id IN %1$s AND f.follower_id <> f.followee_id
          AND p.sharing = 'public' AND p.published_at >= ?
        UNION ALL
        SELECT f.follower_id, 4, r.user_id, p.user_id, p.id, r.created_at
        FROM follows f
        JOIN playlist_reposts r ON r.user_id = f.followee_id
        JOIN playlists p ON p.id = r.playlist_id
        LEFT JOIN dashboard_settings s ON s.user_id = f.follower_id
        WHERE f.follower_id IN %1$s AND f.follower_id <> f.followee_id
          AND p.sharing = 'public' AND p.published_at IS NOT NULL
          AND r.created_at >= ? AND COALESCE(s.hide_reposts, 0) = 0
      ) e
      WHERE EXISTS (SELECT 1 FROM users u WHERE u.id = e.recipient)
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

  private static final int ROWS_AT_ONCE = 2_000;

  private final PreparedStatement statement;
  private final ResultSet rows;
  private @Nullable Entry next;

  /**
   * Asks.
   *
   * @param since the oldest activity time that counts, UTC
   * @throws UnavailableException here and later, if the source does not answer
   */
  ExpectedEntries(Connection source, Collection<Long> recipientIds, LocalDateTime since) {
    String in = "(" + String.join(",", Collections.nCopies(recipientIds.size(), "?")) + ")";
    try {
      statement = source.prepareStatement(STATEMENT.formatted(in));
      statement.setFetchSize(ROWS_AT_ONCE);
      int place = 1;
      for (int kind = 0; kind < KINDS.size(); kind++) {
        for (long recipient : recipientIds) {
          statement.setLong(place++, recipient);
        }
        statement.setObject(place++, since);
      }
      rows = statement.executeQuery();
      read();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  boolean hasNext() {
    return next != null;
  }

  /** The next entry, which stays the next. */
  Entry peek() {
    if (next == null) {
      throw new NoSuchElementException("there are no more entries");
    }
    return next;
  }

  Entry next() {
    Entry entry = peek();
    try {
      read();
    } catch (SQLException e) {
      throw failed(e);
    }
    return entry;
  }

  private void read() throws SQLException {
    next =
        !rows.next()
            ? null
            : new Entry(
                rows.getLong("recipient"),
                new Activity(
                    KINDS.get(rows.getInt("kind") - 1),
                    rows.getLong("actor"),
                    rows.getLong("object"),
                    rows.getLong("micros")));
  }

  private static UnavailableException failed(SQLException cause) {
    return new UnavailableException(
        "The source does not say what dashboards should show: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    try {
      rows.close();
      statement.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
