package io.fanfare.api.models;

/**
 * The indexes by which the rows of a permalink are found. A source may lack them: each is an {@link
 * OptionalIndex}.
 */
public enum PermalinkIndex {
  USERS("users", "users_of_permalink", ""),
  TRACKS("tracks", "tracks_of_permalink", " AND user_id = ?"),
  PLAYLISTS("playlists", "playlists_of_permalink", " AND user_id = ?");

  /** Rows of one permalink that are looked at: the source's applications keep them unique. */
  private static final int MOST_ROWS = 10;

  private final String statement;

  PermalinkIndex(String table, String index, String owned) {
    statement =
        "SELECT id FROM %s FORCE INDEX (%s) WHERE permalink = ?%s ORDER BY id LIMIT %d"
            .formatted(table, index, owned, MOST_ROWS);
  }

  /** Binds the permalink, and the owner of what has one. */
  String statement() {
    return statement;
  }
}
