package io.fanfare.api.models;

import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Model;

/**
 * The lists of the source that have an index: the keys of some rows that belong to one row, highest
 * key first. An order by time would have no index, so that a page of a long list would read all of
 * it.
 */
public enum KeyList {
  TRACKS_OF_USER(EdgeKey.TRACKS_OF_USER, Model.USER, Model.TRACK, "tracks", "user_id", "id"),
  PLAYLISTS_OF_USER(
      EdgeKey.PLAYLISTS_OF_USER, Model.USER, Model.PLAYLIST, "playlists", "user_id", "id"),
  TRACKS_LIKED_BY_USER(
      EdgeKey.LIKES_OF_USER, Model.USER, Model.TRACK, "track_likes", "user_id", "track_id"),
  TRACKS_REPOSTED_BY_USER(
      EdgeKey.REPOSTS_OF_USER, Model.USER, Model.TRACK, "track_reposts", "user_id", "track_id"),
  FOLLOWERS_OF_USER(
      EdgeKey.FOLLOWERS_OF_USER, Model.USER, Model.USER, "follows", "followee_id", "follower_id"),
  FOLLOWINGS_OF_USER(
      EdgeKey.FOLLOWINGS_OF_USER, Model.USER, Model.USER, "follows", "follower_id", "followee_id"),
  COMMENTS_OF_TRACK(
      EdgeKey.COMMENTS_OF_TRACK, Model.TRACK, Model.COMMENT, "comments", "track_id", "id"),
  FAVORITERS_OF_TRACK(
      EdgeKey.LIKES_OF_TRACK, Model.TRACK, Model.USER, "track_likes", "track_id", "user_id"),
  REPOSTERS_OF_TRACK(
      EdgeKey.REPOSTS_OF_TRACK, Model.TRACK, Model.USER, "track_reposts", "track_id", "user_id");

  private final EdgeKey edgeKey;
  private final Model owner;
  private final Model shown;
  private final String first;
  private final String next;

  /**
   * @param edgeKey of the list in caches
   * @param owner whose row a list belongs to
   * @param shown what its keys stand for
   */
  KeyList(EdgeKey edgeKey, Model owner, Model shown, String table, String of, String key) {
    String begin = "SELECT %s FROM %s WHERE %s = ?".formatted(key, table, of);
    String end = " ORDER BY %s DESC LIMIT ?".formatted(key);
    this.edgeKey = edgeKey;
    this.owner = owner;
    this.shown = shown;
    this.first = begin + end;
    this.next = begin + " AND %s < ?".formatted(key) + end;
  }

  /** Of the list in caches. */
  public EdgeKey edgeKey() {
    return edgeKey;
  }

  /** Whose row a list belongs to: a user or a track. */
  public Model owner() {
    return owner;
  }

  /** What its keys stand for. */
  public Model shown() {
    return shown;
  }

  /** Of the first page; binds the row and the number of keys. */
  String first() {
    return first;
  }

  /** Of a further page; binds the row, the last key of the page before, and the number of keys. */
  String next() {
    return next;
  }
}
