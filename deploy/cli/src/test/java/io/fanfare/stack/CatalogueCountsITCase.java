package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.models.CountsOfPlaylist;
import io.fanfare.api.models.CountsOfUser;
import io.fanfare.api.models.MysqlModels;
import io.fanfare.api.models.ReleasedCount;
import io.fanfare.api.models.RowCounts;
import io.fanfare.local.SourceDescription;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.Track;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The counts of single rows, on a server with the reference schema; no stack is started. */
class CatalogueCountsITCase {

  private static final String DATABASE = "my-music";

  /** 2026-11-20 10:00:00.123456, µs since the epoch. */
  private static final long NOW = 1_795_168_800_123_456L;

  private static final long SOON = NOW + 75_000_000;

  /** Has more rows than are counted, as has the playlist with this id. */
  private static final long BUSY = 7;

  /** Has as many rows as are counted at most. */
  private static final long FULL = 8;

  /** Has rows of each kind, released or not. */
  private static final long MIXED = 9;

  private static OwnMariaDb server;
  private static MysqlModels models;

  @BeforeAll
  static void start() throws Exception {
    server = new OwnMariaDb("counts", 13);
    server.makeTables(DATABASE);
    server.makeUser("reader", "SELECT ON `" + DATABASE + "`.*");
    fill();
    // Sessions that are opened from here on are logged.
    server.execute(
        "SET GLOBAL log_output = 'TABLE'",
        "SET GLOBAL long_query_time = 0",
        "SET GLOBAL slow_query_log = ON");
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

  private static void fill() throws SQLException {
    server.execute(
        "USE `" + DATABASE + "`",
        "INSERT INTO users (id, username, permalink, created_at, updated_at)"
            + " SELECT seq, 'u', 'u', '2026-11-20', '2026-11-20' FROM seq_7_to_9",
        rows("tracks", BUSY, 1, 12_000),
        rows("tracks", FULL, 20_001, 30_000),
        rows("playlists", BUSY, 1, 12_000),
        rows("playlists", FULL, 20_001, 30_000),
        follows(BUSY, 12_000),
        follows(FULL, 10_000),
        places(BUSY, 12_000),
        places(FULL, 10_000),
        // Every sharing, state and time of publication of a track, and of a playlist.
        "INSERT INTO tracks (id, user_id, title, permalink, duration, sharing, state, published_at,"
            + " created_at, updated_at) SELECT 40000 + seq, 9, 't', 't', 1000 + seq, 1 + seq % 2,"
            + " 1 + seq DIV 2 % 3, ELT(1 + seq DIV 6, "
            + times()
            + "), '2026-11-20', '2026-11-20' FROM seq_0_to_35",
        "INSERT INTO playlists (id, user_id, title, permalink, sharing, published_at, created_at,"
            + " updated_at) SELECT 40000 + seq, 9, 't', 't', 1 + seq % 2, ELT(1 + seq DIV 2, "
            + times()
            + "), '2026-11-20', '2026-11-20' FROM seq_0_to_11",
        // One without an owner, one that is not there, and each of the others twice.
        rows("tracks", 999, 50_000, 50_000),
        "INSERT INTO playlist_tracks (playlist_id, position, track_id) VALUES (9, 1, 50000), (9, 2,"
            + " 60000)",
        "INSERT INTO playlist_tracks (playlist_id, position, track_id)"
            + " SELECT 9, seq, 40000 + seq % 36 FROM seq_3_to_74");
  }

  private static String times() {
    return "'2026-11-20 10:00:00.123455', '2026-11-20 10:00:00.123456',"
        + " '2026-11-20 10:00:00.123457', '2026-11-20 10:01:15.123456',"
        + " '2026-11-20 10:01:15.123457', NULL";
  }

  private static String rows(String table, long owner, long from, long to) {
    String duration = table.equals("tracks") ? ", duration" : "";
    return ("INSERT INTO %s (id, user_id, title, permalink, published_at, created_at, updated_at%s)"
            + " SELECT seq, %d, 't', 't', '2026-11-19', '2026-11-20', '2026-11-20'%s"
            + " FROM seq_%d_to_%d")
        .formatted(table, duration, owner, duration.isEmpty() ? "" : ", 10", from, to);
  }

  private static String follows(long follower, int number) {
    return ("INSERT INTO follows (follower_id, followee_id, created_at)"
            + " SELECT %d, seq, '2026-11-20' FROM seq_1_to_%d")
        .formatted(follower, number);
  }

  private static String places(long playlist, int number) {
    return ("INSERT INTO playlist_tracks (playlist_id, position, track_id)"
            + " SELECT %d, seq, seq FROM seq_1_to_%d")
        .formatted(playlist, number);
  }

  @Test
  void countsUpToTheBound() {
    ReleasedCount all = new ReleasedCount(RowCounts.MOST_ROWS, RowCounts.MOST_ROWS);
    assertThat(await(models.ofUser(FULL, NOW, SOON)))
        .isEqualTo(new CountsOfUser((long) RowCounts.MOST_ROWS, all, all));
    assertThat(await(models.ofUser(BUSY, NOW, SOON))).isEqualTo(CountsOfUser.UNKNOWN);
    assertThat(await(models.ofPlaylist(FULL, NOW)))
        .contains(new CountsOfPlaylist(RowCounts.MOST_ROWS, 10L * RowCounts.MOST_ROWS));
    assertThat(await(models.ofPlaylist(BUSY, NOW))).isEmpty();
    ReleasedCount none = new ReleasedCount(0, 0);
    assertThat(await(models.ofUser(123, NOW, SOON))).isEqualTo(new CountsOfUser(0L, none, none));
    assertThat(await(models.ofPlaylist(123, NOW))).contains(new CountsOfPlaylist(0, 0));
  }

  /** By the rule that decides about single rows. */
  @Test
  void countsWhatIsReleased() throws Exception {
    Collection<Track> tracks = await(models.tracks(ids("tracks"))).values();
    List<Sound> sounds = tracks.stream().map(Sounds::of).toList();
    List<Sound> playlists =
        await(models.playlists(ids("playlists"))).values().stream().map(Sounds::of).toList();
    assertThat(tracks).hasSize(36);
    assertThat(playlists).hasSize(12);
    CountsOfUser counts = await(models.ofUser(MIXED, NOW, SOON));
    assertThat(counts.tracks())
        .isEqualTo(new ReleasedCount(released(sounds, NOW), released(sounds, SOON)))
        .isEqualTo(new ReleasedCount(2, 4));
    assertThat(counts.playlists())
        .isEqualTo(new ReleasedCount(released(playlists, NOW), released(playlists, SOON)))
        .isEqualTo(new ReleasedCount(2, 4));
    long duration =
        tracks.stream()
            .filter(track -> Sounds.of(track).isReleased(NOW))
            .mapToLong(Track::getDuration)
            .sum();
    assertThat(await(models.ofPlaylist(MIXED, NOW)))
        .contains(new CountsOfPlaylist(4, 2 * duration));
  }

  private static Set<Long> ids(String table) throws SQLException {
    return new HashSet<>(
        server.read(
            DATABASE,
            "SELECT id FROM " + table + " WHERE user_id = " + MIXED,
            row -> row.getLong(1)));
  }

  private static long released(List<Sound> sounds, long now) {
    return sounds.stream().filter(sound -> sound.isReleased(now)).count();
  }

  /** By what the server counts, of those who have the most. */
  @Test
  void readsABoundedNumberOfRows() throws Exception {
    int most = RowCounts.MOST_ROWS + 1;
    // Each row of a range is read once, and once more where it is counted.
    assertThat(rowsRead(3, () -> await(models.ofUser(BUSY, NOW, SOON))))
        .allSatisfy(read -> assertThat(read).isBetween(1L, 2L * most + 9));
    // For a playlist, also its track and the owner.
    assertThat(rowsRead(1, () -> await(models.ofPlaylist(BUSY, NOW))))
        .allSatisfy(read -> assertThat(read).isBetween(1L, 4L * most + 9));
    assertThat(rowsRead(3, () -> await(models.ofUser(MIXED, NOW, SOON))))
        .allSatisfy(read -> assertThat(read).isLessThan(100));
  }

  @Test
  void withoutTheIndexNothingIsScanned() throws Exception {
    server.execute(
        "ALTER TABLE `%s`.tracks RENAME INDEX tracks_of_user TO other".formatted(DATABASE));
    try {
      CountsOfUser counts = await(models.ofUser(FULL, NOW, SOON));
      assertThat(counts.tracks()).isNull();
      assertThat(counts.playlists()).isNotNull();
      assertThat(counts.followings()).isEqualTo(RowCounts.MOST_ROWS);
    } finally {
      server.execute(
          "ALTER TABLE `%s`.tracks RENAME INDEX other TO tracks_of_user".formatted(DATABASE));
    }
  }

  private static List<Long> rowsRead(int statements, Runnable reading) throws SQLException {
    server.execute("TRUNCATE TABLE mysql.slow_log");
    reading.run();
    // The server logs a statement when its result is with the client already.
    return Awaitility.await()
        .until(CatalogueCountsITCase::rowsExamined, read -> read.size() == statements);
  }

  private static List<Long> rowsExamined() throws SQLException {
    return server.read(
        "mysql",
        "SELECT rows_examined FROM slow_log WHERE user_host LIKE 'reader%'"
            + " AND sql_text LIKE '%COUNT(*)%'",
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
