package io.fanfare.workloads.soak;

import io.fanfare.ops.refresh.RowKey;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.workloads.source.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random changes of a small network: every kind of change to the rows that dashboards and closeness
 * depend on. No draw depends on the source's answers, so the same seed makes the same history.
 */
public final class NetworkHistory {

  private static final int ROWS_IN_STATEMENT = 500;

  /** After this many operations a part of the crowd joins, until all are there. */
  private static final int OPERATIONS_A_PART = 40;

  /**
   * Parts of the crowd that follow a second actor: too many for the interactive lane, too few to
   * shard.
   */
  private static final int PARTS_OF_NEXT_TO_STAR = 3;

  private final Random random;
  private final Shape shape;
  private final Cast cast;
  private int operations;
  private int crowd;

  /**
   * @param firstId the first of {@link Shape#ids} ids that no other history uses
   * @param now the reference of the times of its rows
   */
  public NetworkHistory(long seed, Shape shape, long firstId, Instant now) {
    this.random = new Random(seed);
    this.shape = shape;
    this.cast = new Cast(shape, random, firstId, now);
  }

  /** The users who act. */
  public List<Long> users() {
    return cast.users();
  }

  /** Its plays and downloads. */
  EventFeed events(KafkaAccess kafka, long seed, int events, Instant now) {
    return new EventFeed(kafka, cast, shape, seed, events, now);
  }

  long firstUser() {
    return cast.firstUser;
  }

  long lastUser() {
    return cast.lastUser();
  }

  /**
   * The operations before the first change: they create all users, and a part of the crowd's
   * follows.
   */
  public List<Operation> beginning() {
    List<Operation> beginning = new ArrayList<>();
    beginning.add(createUsers(cast.users()));
    if (shape.crowd > 0) {
      beginning.add(createUsers(cast.crowdWithRows()));
      long last = cast.firstCrowd + PARTS_OF_NEXT_TO_STAR * ROWS_IN_STATEMENT - 1;
      beginning.add(followAll(cast.firstCrowd, last, cast.nextToStar()));
      while (crowd < shape.crowd / 2) {
        beginning.add(nextOfCrowd());
      }
    }
    return beginning;
  }

  /** Draws the next change. */
  public Operation next() {
    operations++;
    if (crowd < shape.crowd && operations % OPERATIONS_A_PART == 0) {
      return nextOfCrowd();
    }
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> follow(cast.follower());
      case 3, 4 -> mostly("track_reposts", "user_id", cast.user(), "track_id", cast.track());
      case 5 -> mostly("playlist_reposts", "user_id", cast.user(), "playlist_id", cast.playlist());
      case 6 -> seldom("blocks", "user_id", cast.user(), "blocked_user_id", cast.user());
      case 7 -> seldom("mutes", "user_id", cast.user(), "muted_user_id", cast.user());
      case 8 -> changeSettings(cast.user());
      case 9 -> changeUser(cast.user());
      case 10, 11 -> changePlaylist(cast.playlist());
      case 12 -> mostly("track_likes", "user_id", cast.user(), "track_id", cast.track());
      case 13 -> mostly("playlist_likes", "user_id", cast.user(), "playlist_id", cast.playlist());
      case 14 -> changeComment(cast.comment());
      default -> changeTrack(cast.track());
    };
  }

  /** Draws a row that dashboards depend on; it need not exist. */
  RowKey row() {
    return cast.row();
  }

  private Operation nextOfCrowd() {
    long first = cast.firstCrowd + crowd;
    crowd = Math.min(shape.crowd, crowd + ROWS_IN_STATEMENT);
    return followAll(first, cast.firstCrowd + crowd - 1, cast.star());
  }

  private Operation followAll(long first, long last, long followee) {
    List<Object> values = new ArrayList<>();
    for (long follower = first; follower <= last; follower++) {
      values.addAll(List.of(follower, followee, cast.now()));
    }
    return new Operation(
        "INSERT INTO follows (follower_id, followee_id, created_at) VALUES "
            + rows("(?, ?, ?)", (int) (last - first + 1))
            + " ON DUPLICATE KEY UPDATE follower_id = follower_id",
        values);
  }

  private Operation createUsers(List<Long> ids) {
    List<Object> values = new ArrayList<>();
    for (long id : ids) {
      values.addAll(List.of(id, "user " + id, "user-" + id, cast.now(), cast.now()));
    }
    return new Operation(
        "INSERT INTO users (id, username, permalink, created_at, updated_at) VALUES "
            + rows("(?, ?, ?, ?, ?)", ids.size())
            + " ON DUPLICATE KEY UPDATE id = id",
        values);
  }

  private static String rows(String row, int count) {
    return String.join(", ", Collections.nCopies(count, row));
  }

  private Operation follow(long follower) {
    return mostly("follows", "follower_id", follower, "followee_id", cast.followee(follower));
  }

  /** Creates a relation, or less often deletes it; either may change nothing. */
  private Operation mostly(String table, String one, long first, String other, long second) {
    return random.nextInt(10) < 7
        ? relate(table, one, first, other, second)
        : unrelate(table, one, first, other, second);
  }

  /** Creates a block or mute only rarely: too many would leave the dashboards empty. */
  private Operation seldom(String table, String one, long first, String other, long second) {
    return random.nextInt(10) < 2
        ? relate(table, one, first, other, second)
        : unrelate(table, one, first, other, second);
  }

  private Operation relate(String table, String one, long first, String other, long second) {
    return Operation.of(
        "INSERT INTO %1$s (%2$s, %3$s, created_at) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE %2$s = %2$s"
            .formatted(table, one, other),
        first,
        second,
        cast.time());
  }

  private static Operation unrelate(
      String table, String one, long first, String other, long second) {
    return Operation.of(
        "DELETE FROM %s WHERE %s = ? AND %s = ?".formatted(table, one, other), first, second);
  }

  private Operation changeSettings(long user) {
    return random.nextInt(3) == 0
        ? Operation.of("DELETE FROM dashboard_settings WHERE user_id = ?", user)
        : Operation.of(
            "REPLACE INTO dashboard_settings (user_id, hide_reposts) VALUES (?, ?)",
            user,
            random.nextBoolean());
  }

  /** Users are created more often than deleted. */
  private Operation changeUser(long user) {
    return random.nextInt(6) == 0
        ? Operation.of("DELETE FROM users WHERE id = ?", user)
        : createUsers(List.of(user));
  }

  private Operation changeComment(long comment) {
    return switch (random.nextInt(4)) {
      case 0 -> Operation.of("DELETE FROM comments WHERE id = ?", comment);
      case 1 -> update("comments", comment, "track_id", cast.track());
      default ->
          Operation.of(
              "INSERT INTO comments (id, user_id, track_id, body, created_at)"
                  + " VALUES (?, ?, ?, 'c', ?) ON DUPLICATE KEY UPDATE id = id",
              comment,
              cast.user(),
              cast.track(),
              cast.time());
    };
  }

  private Operation changeTrack(long track) {
    return switch (random.nextInt(9)) {
      case 0 -> Operation.of("DELETE FROM tracks WHERE id = ?", track);
      case 1 -> update("tracks", track, "sharing", sharing());
      case 2 -> update("tracks", track, "state", state());
      case 3 -> Operation.of("UPDATE tracks SET published_at = NULL WHERE id = ?", track);
      case 4, 5 -> update("tracks", track, "published_at", cast.time());
      case 6 -> update("tracks", track, "user_id", cast.user());
      default -> create("tracks", track);
    };
  }

  private Operation changePlaylist(long playlist) {
    return switch (random.nextInt(8)) {
      case 0 -> Operation.of("DELETE FROM playlists WHERE id = ?", playlist);
      case 1 -> update("playlists", playlist, "sharing", sharing());
      case 2 -> Operation.of("UPDATE playlists SET published_at = NULL WHERE id = ?", playlist);
      case 3, 4 -> update("playlists", playlist, "published_at", cast.time());
      case 5 -> update("playlists", playlist, "user_id", cast.user());
      default -> create("playlists", playlist);
    };
  }

  private String state() {
    return List.of("processing", "failed", "finished").get(Math.min(2, random.nextInt(6)));
  }

  private String sharing() {
    return random.nextInt(4) == 0 ? "private" : "public";
  }

  /** Creates a row under an id that a deleted row may have had; an existing row stays as it is. */
  private Operation create(String table, long id) {
    return Operation.of(
        "INSERT INTO %s (id, user_id, title, permalink, published_at, created_at, updated_at)"
                .formatted(table)
            + " VALUES (?, ?, 't', 't', ?, ?, ?) ON DUPLICATE KEY UPDATE id = id",
        id,
        cast.user(),
        cast.time(),
        cast.now(),
        cast.now());
  }

  private static Operation update(String table, long id, String column, Object value) {
    return Operation.of("UPDATE %s SET %s = ? WHERE id = ?".formatted(table, column), value, id);
  }
}
