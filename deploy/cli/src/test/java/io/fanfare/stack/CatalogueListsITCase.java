package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.models.KeyList;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.api.models.PermalinkIndex;
import io.fanfare.api.models.PlaylistPlace;
import io.fanfare.local.SourceDescription;
import io.fanfare.schemas.models.Comment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lists of the API, on a server with the tables of the reference schema; no stack is started.
 */
class CatalogueListsITCase {

  private static final String DATABASE = "my-music";

  /** Rows of each table: far more than a page may read. */
  private static final int ROWS = 5_000;

  /** What lists belong to: ids that nobody would forget, and one that many rows belong to. */
  private static final List<Long> OWNERS = List.of(Long.MIN_VALUE, -1L, 0L, 7L, Long.MAX_VALUE);

  private static final long BUSY = 7;

  /** Each list as one would ask for it without an index in mind. */
  private static final Map<KeyList, String> EXPECTED =
      Map.of(
          KeyList.TRACKS_OF_USER, "SELECT id FROM tracks WHERE user_id = ",
          KeyList.PLAYLISTS_OF_USER, "SELECT id FROM playlists WHERE user_id = ",
          KeyList.TRACKS_LIKED_BY_USER, "SELECT track_id FROM track_likes WHERE user_id = ",
          KeyList.TRACKS_REPOSTED_BY_USER, "SELECT track_id FROM track_reposts WHERE user_id = ",
          KeyList.FOLLOWERS_OF_USER, "SELECT follower_id FROM follows WHERE followee_id = ",
          KeyList.FOLLOWINGS_OF_USER, "SELECT followee_id FROM follows WHERE follower_id = ",
          KeyList.COMMENTS_OF_TRACK, "SELECT id FROM comments WHERE track_id = ",
          KeyList.FAVORITERS_OF_TRACK, "SELECT user_id FROM track_likes WHERE track_id = ",
          KeyList.REPOSTERS_OF_TRACK, "SELECT user_id FROM track_reposts WHERE track_id = ");

  private static OwnMariaDb server;
  private static MysqlModels models;

  @BeforeAll
  static void start() throws Exception {
    server = new OwnMariaDb("lists", 13);
    server.makeTables(DATABASE);
    server.makeUser("reader", "SELECT ON `" + DATABASE + "`.*");
    fill();
    // Sessions that are opened from here on are logged.
    logEveryStatement();
    SourceDescription source = server.describe("reader", DATABASE);
    models =
        new MysqlModels(
            "jdbc:mariadb://%s:%d/%s".formatted(source.host(), source.port(), DATABASE),
            "reader",
            OwnMariaDb.PASSWORD);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
    models.close();
  }

  /** Half of the rows belong to one owner; the others to the owners in turn. */
  private static void fill() throws SQLException {
    List<String> statements = new ArrayList<>(List.of("USE `" + DATABASE + "`"));
    String owner = "IF(seq % 2, " + BUSY + ", ELT(1 + seq % 5, " + joined() + "))";
    String rows = " FROM seq_1_to_" + ROWS;
    String at = "'2026-11-20'";
    for (String table : List.of("tracks", "playlists")) {
      statements.add(
          ("INSERT INTO %s (id, user_id, title, permalink, created_at, updated_at)"
                  + " SELECT (CAST(seq AS SIGNED) - 2500) * 3, %s, 't', 't', %s, %s%s")
              .formatted(table, owner, at, at, rows));
    }
    statements.add(
        ("INSERT INTO comments (id, user_id, track_id, body, created_at)"
                + " SELECT (CAST(seq AS SIGNED) - 2500) * 3, 1, %s, seq, %s%s")
            .formatted(owner, at, rows));
    for (String pair :
        List.of(
            "follows (follower_id, followee_id",
            "follows (followee_id, follower_id",
            "track_likes (user_id, track_id",
            "track_likes (track_id, user_id",
            "track_reposts (user_id, track_id",
            "track_reposts (track_id, user_id")) {
      statements.add(
          "INSERT IGNORE INTO %s, created_at) SELECT %s, (CAST(seq AS SIGNED) - 2500) * 3, %s%s"
              .formatted(pair, owner, at, rows));
    }
    // Several tracks at one position, and one track at several.
    statements.add(
        ("INSERT INTO playlist_tracks (playlist_id, position, track_id)"
                + " SELECT %s, CAST(seq AS SIGNED) DIV 4 - 100, seq %% 16%s")
            .formatted(owner, rows));
    for (String table :
        List.of(
            "tracks",
            "playlists",
            "comments",
            "follows",
            "track_likes",
            "track_reposts",
            "playlist_tracks")) {
      statements.add("ANALYZE TABLE " + table);
    }
    server.execute(statements.toArray(String[]::new));
  }

  private static String joined() {
    return String.join(", ", OWNERS.stream().map(String::valueOf).toList());
  }

  private static void logEveryStatement() throws SQLException {
    server.execute(
        "SET GLOBAL log_output = 'TABLE'",
        "SET GLOBAL long_query_time = 0",
        "SET GLOBAL slow_query_log = ON");
  }

  @ParameterizedTest
  @EnumSource(KeyList.class)
  void everyKeyIsOnOnePage(KeyList list) throws Exception {
    for (long owner : OWNERS) {
      List<Long> expected =
          server.read(
              DATABASE,
              EXPECTED.get(list) + owner + " ORDER BY 1 DESC LIMIT 40",
              row -> row.getLong(1));
      assertThat(expected).isNotEmpty();
      for (int limit = 1; limit <= 3; limit++) {
        assertThat(walk(list, owner, limit, expected.size())).isEqualTo(expected);
      }
    }
    assertThat(walk(list, 12_345, 3, 1)).isEmpty();
  }

  private static List<Long> walk(KeyList list, long owner, int limit, int enough) {
    List<Long> keys = new ArrayList<>();
    Long after = null;
    while (keys.size() < enough) {
      List<Long> page = await(models.keys(list, owner, after, limit));
      keys.addAll(page);
      if (page.size() < limit) {
        return keys;
      }
      after = page.get(limit - 1);
    }
    return keys.subList(0, enough);
  }

  @Test
  void everyPlaceOfAPlaylistIsOnOnePage() throws Exception {
    for (long playlist : OWNERS) {
      List<PlaylistPlace> expected =
          server.read(
              DATABASE,
              "SELECT position, track_id FROM playlist_tracks WHERE playlist_id = "
                  + playlist
                  + " ORDER BY position, track_id",
              row -> new PlaylistPlace(row.getInt(1), row.getLong(2)));
      assertThat(expected).hasSizeGreaterThan(100);
      for (int limit : List.of(1, 3, 200)) {
        assertThat(walkPlaylist(playlist, limit)).isEqualTo(expected);
      }
    }
  }

  private static List<PlaylistPlace> walkPlaylist(long playlist, int limit) {
    List<PlaylistPlace> places = new ArrayList<>();
    PlaylistPlace after = null;
    while (true) {
      List<PlaylistPlace> page = await(models.tracksOfPlaylist(playlist, after, limit));
      places.addAll(page);
      if (page.size() < limit) {
        return places;
      }
      after = page.get(limit - 1);
    }
  }

  @Test
  void permalinksAreFoundByTheirIndexes() throws Exception {
    server.execute(
        "INSERT INTO `%s`.users (id, username, permalink, created_at, updated_at) VALUES (7, 'u', 'one', '2026-11-20', '2026-11-20')"
            .formatted(DATABASE),
        "UPDATE `%s`.tracks SET permalink = 'two' WHERE id = 3".formatted(DATABASE),
        "UPDATE `%s`.playlists SET permalink = 'three' WHERE id = 3".formatted(DATABASE));
    assertThat(await(models.ofPermalink(PermalinkIndex.USERS, "one", 0))).containsExactly(BUSY);
    for (PermalinkIndex index : List.of(PermalinkIndex.TRACKS, PermalinkIndex.PLAYLISTS)) {
      String permalink = index == PermalinkIndex.TRACKS ? "two" : "three";
      assertThat(
              rowsRead(
                  () ->
                      assertThat(await(models.ofPermalink(index, permalink, BUSY)))
                          .containsExactly(3L)))
          .isLessThan(3);
      assertThat(await(models.ofPermalink(index, permalink, -1))).isEmpty();
      // Nearly all rows have this one.
      assertThat(rowsRead(() -> await(models.ofPermalink(index, "t", BUSY)))).isLessThan(12);
    }
  }

  @Test
  void withoutTheIndexNoPermalinkIsFoundAndNothingIsScanned() throws Exception {
    server.execute(
        "ALTER TABLE `%s`.tracks RENAME INDEX tracks_of_permalink TO other".formatted(DATABASE));
    try {
      assertThat(await(models.ofPermalink(PermalinkIndex.TRACKS, "t", BUSY))).isEmpty();
    } finally {
      server.execute(
          "ALTER TABLE `%s`.tracks RENAME INDEX other TO tracks_of_permalink".formatted(DATABASE));
    }
  }

  @Test
  void commentsAreReadWithAllOfTheirColumns() {
    Comment comment = await(models.comments(Set.of(3L, 4L))).get(3L);
    assertThat(comment.getBody()).isEqualTo("2501");
    assertThat(comment.getCreatedAt()).isEqualTo(1_795_132_800_000_000L);
  }

  /** By what the server counts: it reads the rows of the page, and sorts nothing. */
  @ParameterizedTest
  @EnumSource(KeyList.class)
  void aPageOfALongListReadsItsOwnRowsOnly(KeyList list) throws Exception {
    long middle = await(models.keys(list, BUSY, null, 200)).get(199);
    assertThat(rowsRead(() -> await(models.keys(list, BUSY, null, 3)))).isBetween(1L, 4L);
    assertThat(rowsRead(() -> await(models.keys(list, BUSY, middle, 3)))).isBetween(1L, 4L);
  }

  @Test
  void aPageOfALongPlaylistReadsItsOwnRowsOnly() throws Exception {
    PlaylistPlace middle = await(models.tracksOfPlaylist(BUSY, null, 200)).get(199);
    assertThat(rowsRead(() -> await(models.tracksOfPlaylist(BUSY, null, 3)))).isBetween(1L, 4L);
    // The range begins with the tracks that have the position of the last one: two here.
    assertThat(rowsRead(() -> await(models.tracksOfPlaylist(BUSY, middle, 3)))).isBetween(1L, 6L);
  }

  private static long rowsRead(Runnable reading) throws SQLException {
    server.execute("TRUNCATE TABLE mysql.slow_log");
    reading.run();
    // The server logs a statement when its result is with the client already.
    return Awaitility.await()
        .until(CatalogueListsITCase::rowsExamined, read -> read.size() == 1)
        .get(0);
  }

  private static List<Long> rowsExamined() throws SQLException {
    return server.read(
        "mysql",
        "SELECT rows_examined FROM slow_log WHERE user_host LIKE 'reader%'"
            + " AND sql_text LIKE '%ORDER BY%'",
        row -> row.getLong(1));
  }

  private static <R> R await(CompletionStage<R> result) {
    try {
      return result.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
