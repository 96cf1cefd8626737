package io.fanfare.ops.audit.closeness;

import io.fanfare.connectors.cassandra.SelectInteractions.Interaction;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.SqlRows;
import io.fanfare.schemas.closeness.InteractionKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The rows that closeness should have, in SQL. */
final class ClosenessSql {

  private static final List<InteractionKind> KINDS =
      List.of(
          InteractionKind.TRACK_LIKE,
          InteractionKind.PLAYLIST_LIKE,
          InteractionKind.TRACK_REPOST,
          InteractionKind.PLAYLIST_REPOST,
          InteractionKind.COMMENT);

  private static final String STATEMENT =
      """
      SELECT l.user_id AS recipient, t.user_id AS actor, 1 AS kind, t.id AS object, 0 AS comment
      FROM track_likes l JOIN tracks t ON t.id = l.track_id WHERE l.user_id IN %1$s
      UNION ALL
      SELECT l.user_id, p.user_id, 2, p.id, 0
      FROM playlist_likes l JOIN playlists p ON p.id = l.playlist_id WHERE l.user_id IN %1$s
      UNION ALL
      SELECT r.user_id, t.user_id, 3, t.id, 0
      FROM track_reposts r JOIN tracks t ON t.id = r.track_id WHERE r.user_id IN %1$s
      UNION ALL
      SELECT r.user_id, p.user_id, 4, p.id, 0
      FROM playlist_reposts r JOIN playlists p ON p.id = r.playlist_id WHERE r.user_id IN %1$s
      UNION ALL
      SELECT c.user_id, t.user_id, 5, t.id, c.id
      FROM comments c JOIN tracks t ON t.id = c.track_id WHERE c.user_id IN %1$s
      ORDER BY recipient, actor, kind, object, comment
      """;

  private ClosenessSql() {}

  /** The likes, reposts and comments of some recipients, by the owners of their objects. */
  static ExpectedRows<InteractionRow> expected(
      Connection source, SourceTables tables, Collection<Long> recipientIds) {
    String in = "(" + String.join(",", Collections.nCopies(recipientIds.size(), "?")) + ")";
    List<Object> values = new ArrayList<>();
    KINDS.forEach(kind -> values.addAll(recipientIds));
    return new SqlRows<>(
        source, tables.in(STATEMENT).formatted(in), values, ClosenessSql::interaction);
  }

  private static InteractionRow interaction(ResultSet row) throws SQLException {
    return new InteractionRow(
        row.getLong("recipient"),
        new Interaction(
            row.getLong("actor"),
            KINDS.get(row.getInt("kind") - 1),
            row.getLong("object"),
            row.getLong("comment")));
  }
}
