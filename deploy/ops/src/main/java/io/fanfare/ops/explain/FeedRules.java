package io.fanfare.ops.explain;

import io.fanfare.ops.audit.SourceTables;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a dashboard, each as one statement on the source's rows. They are written down a
 * third time on purpose: an explanation that shared them with the pipeline or with the audit would
 * repeat what is wrong there.
 */
final class FeedRules {

  /** A date without a year, month or day, which a lax server accepts, is no time. */
  private static final String IS_TIME =
      "TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', %s) IS NOT NULL";

  /** Compares as bytes, as the pipeline does: most collations take PUBLIC for public. */
  private static final String IS = "CAST(CONVERT(%s USING utf8mb4) AS BINARY) = '%s'";

  private final Connection source;
  private final SourceTables tables;
  private final List<Reason> reasons = new ArrayList<>();

  FeedRules(Connection source, SourceTables tables) {
    this.source = source;
    this.tables = tables;
  }

  /** Applies all rules to one entry, as of a moment. */
  List<Reason> judge(long recipient, NamedActivity activity, Instant now) throws SQLException {
    Long owner = owner(activity);
    Long reposter = activity.reposterId();
    object(activity, now);
    if (reposter != null) {
      repost(activity, reposter);
      settings(recipient);
    }
    Long actor = reposter == null ? owner : reposter;
    user("The user exists", recipient);
    if (actor == null || owner == null) {
      return reasons;
    }
    user(reposter == null ? "The owner exists" : "The reposter exists", actor);
    if (reposter != null) {
      user("The owner exists", owner);
    }
    time(activity, actor, now);
    follow(recipient, actor);
    blocks(recipient, actor, owner);
    mutes(recipient, actor, owner);
    return reasons;
  }

  private @Nullable Long owner(NamedActivity activity) throws SQLException {
    String sql = "SELECT o.user_id FROM " + activity.table() + " o WHERE o.id = ?";
    try (PreparedStatement statement = source.prepareStatement(tables.in(sql))) {
      statement.setLong(1, activity.objectId());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? (Long) row.getLong(1) : null;
      }
    }
  }

  private void object(NamedActivity activity, Instant now) throws SQLException {
    String isPublic = IS.formatted("o.sharing", "public");
    String isPublished = IS_TIME.formatted("o.published_at") + " AND o.published_at <= ?";
    if (activity.isTrack()) {
      add(
          "The track exists, is public, finished and published",
          false,
          "SELECT o.id, o.user_id, o.sharing, o.state, o.published_at, %s AND %s AND %s AS holds"
                  .formatted(isPublic, IS.formatted("o.state", "finished"), isPublished)
              + " FROM tracks o WHERE o.id = ?",
          utc(now),
          activity.objectId());
    } else {
      add(
          "The playlist exists, is public and published",
          false,
          "SELECT o.id, o.user_id, o.sharing, o.published_at, %s AND %s AS holds"
                  .formatted(isPublic, isPublished)
              + " FROM playlists o WHERE o.id = ?",
          utc(now),
          activity.objectId());
    }
  }

  private void repost(NamedActivity activity, long reposter) throws SQLException {
    add(
        "The repost exists",
        false,
        "SELECT r.*, 1 AS holds FROM %s r WHERE r.user_id = ? AND r.%s = ?"
            .formatted(reposts(activity), activity.isTrack() ? "track_id" : "playlist_id"),
        reposter,
        activity.objectId());
  }

  private void settings(long recipient) throws SQLException {
    add(
        "The user's settings do not hide reposts",
        true,
        "SELECT s.*, s.hide_reposts = 0 AS holds FROM dashboard_settings s WHERE s.user_id = ?",
        recipient);
  }

  private void user(String rule, long id) throws SQLException {
    add(rule, false, "SELECT u.id, u.username, 1 AS holds FROM users u WHERE u.id = ?", id);
  }

  private void time(NamedActivity activity, long actor, Instant now) throws SQLException {
    String from =
        activity.isRepost()
            ? "r.created_at AS time FROM %s r WHERE r.user_id = ? AND r.%s = ?"
                .formatted(reposts(activity), activity.isTrack() ? "track_id" : "playlist_id")
            : "o.published_at AS time FROM %s o WHERE o.user_id = ? AND o.id = ?"
                .formatted(activity.table());
    add(
        "The activity's time is past, and within %d days"
            .formatted(DashboardRule.RETENTION.toDays()),
        false,
        "SELECT e.time, %s AND e.time >= ? AND e.time <= ? AS holds FROM (SELECT %s) e"
            .formatted(IS_TIME.formatted("e.time"), from),
        utc(now.minus(DashboardRule.RETENTION)),
        utc(now),
        actor,
        activity.objectId());
  }

  private void follow(long recipient, long actor) throws SQLException {
    add(
        "The user follows the actor, and is another",
        false,
        "SELECT f.*, f.follower_id <> f.followee_id AS holds FROM follows f"
            + " WHERE f.follower_id = ? AND f.followee_id = ?",
        recipient,
        actor);
  }

  private void blocks(long recipient, long actor, long owner) throws SQLException {
    add(
        "Neither the user nor the actor nor the owner blocks the other",
        true,
        "SELECT b.*, 0 AS holds FROM blocks b WHERE (b.user_id = ? AND b.blocked_user_id IN (?, ?))"
            + " OR (b.user_id IN (?, ?) AND b.blocked_user_id = ?)",
        recipient,
        actor,
        owner,
        actor,
        owner,
        recipient);
  }

  private void mutes(long recipient, long actor, long owner) throws SQLException {
    add(
        "The user mutes neither the actor nor the owner",
        true,
        "SELECT m.*, 0 AS holds FROM mutes m WHERE m.user_id = ? AND m.muted_user_id IN (?, ?)",
        recipient,
        actor,
        owner);
  }

  private static String reposts(NamedActivity activity) {
    return activity.isTrack() ? "track_reposts" : "playlist_reposts";
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  /**
   * Asks one statement.
   *
   * @param withoutRows whether the rule holds if there is no row; otherwise each row's `holds`
   *     decides
   */
  private void add(String rule, boolean withoutRows, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(tables.in(sql))) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<String> rows = new ArrayList<>();
      boolean holds = true;
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          holds &= found.getBoolean("holds");
          rows.add(text(found));
        }
      }
      reasons.add(new Reason(rule, rows.isEmpty() ? withoutRows : holds, rows));
    }
  }

  private static String text(ResultSet row) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      String name = row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT);
      if (!name.equals("holds")) {
        columns.add(name + "=" + row.getString(i));
      }
    }
    return String.join(" ", columns);
  }
}
