package io.fanfare.schemas.models;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/**
 * The domain models, each with its table and with the record of the contract that describes a row.
 */
public enum Model {
  USER("users", User.getClassSchema(), "id"),
  TRACK("tracks", Track.getClassSchema(), "id"),
  PLAYLIST("playlists", Playlist.getClassSchema(), "id"),
  PLAYLIST_TRACK(
      "playlist_tracks", PlaylistTrack.getClassSchema(), "playlist_id", "position", "track_id"),
  FOLLOW("follows", Follow.getClassSchema(), "follower_id", "followee_id"),
  BLOCK("blocks", Block.getClassSchema(), "user_id", "blocked_user_id"),
  MUTE("mutes", Mute.getClassSchema(), "user_id", "muted_user_id"),
  TRACK_REPOST("track_reposts", TrackRepost.getClassSchema(), "user_id", "track_id"),
  PLAYLIST_REPOST("playlist_reposts", PlaylistRepost.getClassSchema(), "user_id", "playlist_id"),
  TRACK_LIKE("track_likes", TrackLike.getClassSchema(), "user_id", "track_id"),
  PLAYLIST_LIKE("playlist_likes", PlaylistLike.getClassSchema(), "user_id", "playlist_id"),
  COMMENT("comments", Comment.getClassSchema(), "id"),
  DASHBOARD_SETTINGS("dashboard_settings", DashboardSettings.getClassSchema(), "user_id"),
  NOTIFICATION_SETTINGS(
      "notification_settings",
      NotificationSettings.getClassSchema(),
      "user_id",
      "channel",
      "activity_type");

  private static final Map<String, Model> BY_TABLE =
      Arrays.stream(values()).collect(Collectors.toMap(Model::table, Function.identity()));

  private static final Map<String, Model> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Model::modelName, Function.identity()));

  private final String table;
  private final Schema schema;
  private final List<String> primaryKey;

  Model(String table, Schema schema, String... primaryKey) {
    this.table = table;
    this.schema = schema;
    this.primaryKey = List.of(primaryKey);
  }

  /** The model's table in the reference schema: its canonical name everywhere in Fanfare. */
  public String table() {
    return table;
  }

  /** The record that describes a row; its fields are named like the columns. */
  public Schema schema() {
    return schema;
  }

  /** The columns of the primary key, in its order. */
  public List<String> primaryKey() {
    return primaryKey;
  }

  /** The model's name in events: `Track`. */
  public String modelName() {
    return schema.getName();
  }

  /**
   * The model of a row.
   *
   * @throws IllegalArgumentException if it is none of the contract's rows
   */
  public static Model ofRow(GenericContainer row) {
    String name = row.getSchema().getName();
    Model model = BY_NAME.get(name);
    if (model == null) {
      throw new IllegalArgumentException("A " + name + " is no row of a model");
    }
    return model;
  }

  /** The model of a canonical table name; null if the table holds no model. */
  public static @Nullable Model ofTable(String table) {
    return BY_TABLE.get(table);
  }
}
