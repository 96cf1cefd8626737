package io.fanfare.api.models;

/**
 * The rule of {@link io.fanfare.schemas.models.Sounds} in SQL, where rows are only counted: since
 * when a sound is live, in µs since the epoch, and NULL while it is not.
 */
final class LiveSince {

  static final String OF_TRACK = since("tracks", is("tracks.state", "finished"));
  static final String OF_PLAYLIST = since("playlists", "");

  private LiveSince() {}

  private static String since(String table, String more) {
    return "IF(TRUE%s%s, TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', %s), NULL)"
        .formatted(is(table + ".sharing", "public"), more, table + ".published_at");
  }

  /**
   * By the bytes of UTF-8, as the rule compares: a collation may take other words for the same, and
   * a column may have another charset.
   */
  private static String is(String column, String value) {
    return " AND CAST(CONVERT(%s USING utf8mb4) AS BINARY) = '%s'".formatted(column, value);
  }
}
