package io.fanfare.ops.audit.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.SqlRows;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.search.DocumentKind;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The documents that searches should find, in SQL. */
final class SearchSql {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** In the order of their names, as the view sorts them. */
  private static final List<DocumentKind> KINDS =
      List.of(DocumentKind.PLAYLIST, DocumentKind.TRACK, DocumentKind.USER);

  private static final Pattern TAG = Pattern.compile("\\G\\s*(?:\"([^\"]*)\"|([^\\s\"]+)|\")");

  /**
   * Compares states as bytes, as the rules do: most collations take PUBLIC for public. Converts
   * texts, because a union rejects texts of different collations. A date without a year, month or
   * day, which a lax server accepts, is no time: the difference to it is NULL.
   */
  private static final String PLAYLISTS =
      """
      SELECT 1 AS kind, p.user_id AS recipient, p.id AS id,
        CONVERT(u.username USING utf8mb4) AS username,
        CONVERT(u.full_name USING utf8mb4) AS full_name,
        CONVERT(p.title USING utf8mb4) AS title,
        CONVERT(p.description USING utf8mb4) AS description,
        CONVERT(p.genre USING utf8mb4) AS genre, CONVERT(p.tag_list USING utf8mb4) AS tag_list,
        NULL AS duration, NULL AS bpm,
        p.created_at AS created_at, p.published_at AS published_at, NULL AS permalink,
        NULL AS city, NULL AS country_code,
        (SELECT COUNT(*) FROM playlist_likes l WHERE l.playlist_id = p.id) AS likes,
        (SELECT COUNT(*) FROM playlist_reposts r WHERE r.playlist_id = p.id) AS reposts,
        0 AS comments, 0 AS followers
      FROM playlists p
      JOIN users u ON u.id = p.user_id
      WHERE p.user_id IN %1$s
        AND CAST(CONVERT(p.sharing USING utf8mb4) AS BINARY) = 'public'
        AND TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', p.published_at) IS NOT NULL
      """;

  private static final String TRACKS =
      """
      SELECT 2 AS kind, t.user_id AS recipient, t.id AS id,
        CONVERT(u.username USING utf8mb4) AS username,
        CONVERT(u.full_name USING utf8mb4) AS full_name,
        CONVERT(t.title USING utf8mb4) AS title,
        CONVERT(t.description USING utf8mb4) AS description,
        CONVERT(t.genre USING utf8mb4) AS genre, CONVERT(t.tag_list USING utf8mb4) AS tag_list,
        CAST(ROUND(CAST(t.duration AS DECIMAL(65, 9))) AS SIGNED) AS duration,
        CAST(ROUND(CAST(t.bpm AS DECIMAL(65, 9))) AS SIGNED) AS bpm,
        t.created_at AS created_at, t.published_at AS published_at, NULL AS permalink,
        NULL AS city, NULL AS country_code,
        (SELECT COUNT(*) FROM track_likes l WHERE l.track_id = t.id) AS likes,
        (SELECT COUNT(*) FROM track_reposts r WHERE r.track_id = t.id) AS reposts,
        (SELECT COUNT(*) FROM comments c WHERE c.track_id = t.id) AS comments, 0 AS followers
      FROM tracks t
      JOIN users u ON u.id = t.user_id
      WHERE t.user_id IN %1$s
        AND CAST(CONVERT(t.sharing USING utf8mb4) AS BINARY) = 'public'
        AND CAST(CONVERT(t.state USING utf8mb4) AS BINARY) = 'finished'
        AND TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', t.published_at) IS NOT NULL
      """;

  private static final String USERS =
      """
      SELECT 3 AS kind, u.id AS recipient, u.id AS id,
        CONVERT(u.username USING utf8mb4) AS username,
        CONVERT(u.full_name USING utf8mb4) AS full_name, NULL AS title, NULL AS description,
        NULL AS genre,
        NULL AS tag_list, NULL AS duration, NULL AS bpm, u.created_at AS created_at,
        NULL AS published_at, CONVERT(u.permalink USING utf8mb4) AS permalink,
        CONVERT(u.city USING utf8mb4) AS city,
        CONVERT(u.country_code USING utf8mb4) AS country_code, 0 AS likes, 0 AS reposts,
        0 AS comments,
        (SELECT COUNT(*) FROM follows f WHERE f.followee_id = u.id) AS followers
      FROM users u
      WHERE u.id IN %1$s
      """;

  private static final String STATEMENT =
      """
      SELECT d.*,
        TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', d.created_at) AS created,
        TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', d.published_at) AS published
      FROM (%1$s UNION ALL %2$s UNION ALL %3$s) d
      ORDER BY d.recipient, d.kind, d.id
      """;

  private SearchSql() {}

  /** The documents of some users and of what they own. */
  static ExpectedRows<IndexedDocument> expected(
      Connection source, SourceTables tables, Collection<Long> userIds) {
    String in = "(" + String.join(",", Collections.nCopies(userIds.size(), "?")) + ")";
    List<Object> values = new ArrayList<>();
    KINDS.forEach(kind -> values.addAll(userIds));
    String sql =
        STATEMENT.formatted(
            tables.in(PLAYLISTS, Map.of("p", Model.PLAYLIST, "u", Model.USER)).formatted(in),
            tables.in(TRACKS, Map.of("t", Model.TRACK, "u", Model.USER)).formatted(in),
            tables.in(USERS, Map.of("u", Model.USER)).formatted(in));
    return new SqlRows<>(source, sql, values, SearchSql::document);
  }

  private static IndexedDocument document(ResultSet row) throws SQLException {
    DocumentKind kind = KINDS.get(row.getInt("kind") - 1);
    Map<String, Object> content =
        switch (kind) {
          case TRACK -> track(row);
          case PLAYLIST -> sound(row);
          case USER -> user(row);
        };
    long id = row.getLong("id");
    content.put("id", id);
    return new IndexedDocument(row.getLong("recipient"), kind, id, text(content));
  }

  /** Fields as text: equal fields give equal text. */
  static String text(Object fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> track(ResultSet row) throws SQLException {
    Map<String, Object> content = sound(row);
    put(content, "duration", number(row, "duration"));
    put(content, "bpm", number(row, "bpm"));
    content.put("comments", row.getLong("comments"));
    content.merge("popularity", row.getLong("comments"), (one, more) -> (Long) one + (Long) more);
    return content;
  }

  private static Map<String, Object> sound(ResultSet row) throws SQLException {
    Map<String, Object> content = new TreeMap<>();
    content.put("user_id", row.getLong("recipient"));
    Map<String, Object> owner = new TreeMap<>();
    put(owner, "username", row.getString("username"));
    put(owner, "full_name", row.getString("full_name"));
    content.put("owner", owner);
    put(content, "title", row.getString("title"));
    put(content, "description", row.getString("description"));
    put(content, "genre", row.getString("genre"));
    put(content, "tags", tags(row.getString("tag_list")));
    put(content, "created_at", number(row, "created"));
    put(content, "published_at", number(row, "published"));
    content.put("likes", row.getLong("likes"));
    content.put("reposts", row.getLong("reposts"));
    content.put("popularity", row.getLong("likes") + row.getLong("reposts"));
    return content;
  }

  private static Map<String, Object> user(ResultSet row) throws SQLException {
    Map<String, Object> content = new TreeMap<>();
    put(content, "username", row.getString("username"));
    put(content, "full_name", row.getString("full_name"));
    put(content, "permalink", row.getString("permalink"));
    put(content, "city", row.getString("city"));
    put(content, "country_code", row.getString("country_code"));
    put(content, "created_at", number(row, "created"));
    content.put("followers", row.getLong("followers"));
    content.put("popularity", row.getLong("followers"));
    return content;
  }

  private static void put(Map<String, Object> content, String field, @Nullable Object value) {
    if (value != null) {
      content.put(field, value);
    }
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  private static @Nullable List<String> tags(@Nullable String list) {
    if (list == null) {
      return null;
    }
    return TAG.matcher(list)
        .results()
        .map(tag -> tag.group(2) != null ? tag.group(2) : tag.group(1))
        .filter(tag -> tag != null && !tag.isBlank())
        .map(String::strip)
        .toList();
  }
}
