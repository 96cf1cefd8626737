package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fanfare.schemas.models.Block;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.DashboardSettings;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Mute;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.PlaylistTrack;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import io.fanfare.stack.ModelsTopic.Change;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a column holds in the real database is what its field holds on `models`. */
@ExtendWith(SharedStack.class)
@Isolated("reads all of models")
class ColumnValuesITCase {

  private static final String TIME = "2024-02-29 23:59:59.000001";
  private static final long MICROS = micros(TIME);

  private Application application;
  private ModelsTopic models;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    models = new ModelsTopic(application);
  }

  @AfterEach
  void close() throws SQLException {
    models.close();
    application.close();
  }

  static Stream<Arguments> requiredColumns() {
    long a = Application.newId();
    long b = Application.newId();
    return Stream.of(
        arguments(
            "users (id, username, permalink, created_at, updated_at)"
                + " VALUES (%d, 'u', 'p', '%s', '%s')".formatted(a, TIME, TIME),
            new User(a, "u", "p", null, null, null, null, MICROS, MICROS)),
        arguments(
            "tracks (id, user_id, title, permalink, created_at, updated_at)"
                + " VALUES (%d, %d, 't', 'p', '%s', '%s')".formatted(a, b, TIME, TIME),
            new Track(
                a,
                b,
                "t",
                "p",
                null,
                null,
                null,
                0L,
                null,
                null,
                null,
                "public",
                "finished",
                null,
                MICROS,
                MICROS)),
        arguments(
            "playlists (id, user_id, title, permalink, created_at, updated_at)"
                + " VALUES (%d, %d, 't', 'p', '%s', '%s')".formatted(a, b, TIME, TIME),
            new Playlist(a, b, "t", "p", null, null, null, null, "public", null, MICROS, MICROS)),
        arguments(
            "playlist_tracks (playlist_id, position, track_id) VALUES (%d, 0, %d)".formatted(a, b),
            new PlaylistTrack(a, 0, b)),
        arguments(
            "follows (follower_id, followee_id, created_at)" + relation(a, b),
            new Follow(a, b, MICROS)),
        arguments(
            "blocks (user_id, blocked_user_id, created_at)" + relation(a, b),
            new Block(a, b, MICROS)),
        arguments(
            "mutes (user_id, muted_user_id, created_at)" + relation(a, b), new Mute(a, b, MICROS)),
        arguments(
            "track_reposts (user_id, track_id, created_at)" + relation(a, b),
            new TrackRepost(a, b, MICROS)),
        arguments(
            "playlist_reposts (user_id, playlist_id, created_at)" + relation(a, b),
            new PlaylistRepost(a, b, MICROS)),
        arguments(
            "track_likes (user_id, track_id, created_at)" + relation(a, b),
            new TrackLike(a, b, MICROS)),
        arguments(
            "playlist_likes (user_id, playlist_id, created_at)" + relation(a, b),
            new PlaylistLike(a, b, MICROS)),
        arguments(
            "comments (id, user_id, track_id, created_at)"
                + " VALUES (%d, %d, 7, '%s')".formatted(a, b, TIME),
            new Comment(a, b, 7L, null, null, MICROS)),
        arguments(
            "dashboard_settings (user_id) VALUES (%d)".formatted(a),
            new DashboardSettings(a, false)),
        arguments(
            "notification_settings (user_id, channel, activity_type)"
                + " VALUES (%d, 'push', 'track')".formatted(a),
            new NotificationSettings(a, "push", "track", true, null, null, null, null, null)));
  }

  @ParameterizedTest
  @MethodSource("requiredColumns")
  void aRowNeedsOnlyItsRequiredColumns(String insert, SpecificRecord row) throws Exception {
    application.execute("INSERT INTO " + insert);
    assertThat(afters()).containsExactly(row);
  }

  @Test
  void everyScriptSurvives() throws Exception {
    List<String> texts =
        List.of(
            "",
            " ",
            "NULL",
            "it's \"quoted\" \\ and\nbroken\r\nup\tand \u0000 and \u001f",
            "Größe, ñandú, Łódź, Ωμέγα, Привет",
            "日本語 中文 한국어 ไทย हिन्दी ქართული",
            "שלום عليكم ‏",
            "e\u0301 is not \u00e9",
            "😀🎧🥁 👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪",
            "𝄞 𠜎 \uD83D\uDE00\uDBFF\uDFFD \uFFFD\uFEFF",
            "😀".repeat(255));
    for (String text : texts) {
      comment(text);
    }
    for (String text : texts) {
      // As a VARCHAR, too, which counts characters and not bytes.
      application.execute(
          "INSERT INTO users (id, username, permalink, full_name, created_at, updated_at)"
              + " VALUES (?, ?, '', NULL, '2024-01-01', '2024-01-01')",
          Application.newId(),
          text);
    }
    List<SpecificRecord> rows = afters();
    assertThat(rows.subList(0, texts.size()))
        .extracting(row -> ((Comment) row).getBody())
        .isEqualTo(texts);
    assertThat(rows.subList(texts.size(), rows.size()))
        .extracting(row -> ((User) row).getUsername())
        .isEqualTo(texts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "日", "😀"})
  void aTextOfSixtyKilobytesSurvives(String character) throws Exception {
    int bytes = character.getBytes(UTF_8).length;
    String text = character.repeat(60_000 / bytes);
    comment(text);
    assertThat(afters()).extracting(row -> ((Comment) row).getBody()).containsExactly(text);
  }

  @Test
  void wholeNumbersSurviveToTheirLastBit() throws Exception {
    List<Comment> expected =
        List.of(
            new Comment(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, null, 0L, MICROS),
            new Comment(Long.MIN_VALUE, -1L, 1L << 53, null, Long.MIN_VALUE, MICROS),
            // One that a floating-point number cannot tell from its neighbour.
            new Comment((1L << 53) + 1, 0L, 9_007_199_254_740_993L, null, Long.MAX_VALUE, MICROS));
    SourceRows rows = new SourceRows(application);
    for (Comment row : expected) {
      rows.insert(row);
    }
    List<Integer> tempos = List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, 0, -1);
    for (int bpm : tempos) {
      application.execute(
          "INSERT INTO tracks (id, user_id, title, permalink, bpm, created_at, updated_at)"
              + " VALUES (?, 0, '', '', ?, '2024-01-01', '2024-01-01')",
          Application.newId(),
          bpm);
    }
    List<Change> changes = models.changes(application);
    assertThat(changes.get(1).key()).isEqualTo("comments/-9223372036854775808");
    List<SpecificRecord> arrived = afters(changes);
    assertThat(arrived.subList(0, 3)).isEqualTo(expected);
    assertThat(arrived.subList(3, 7)).extracting(row -> ((Track) row).getBpm()).isEqualTo(tempos);
    for (Comment row : expected) {
      rows.delete(row);
    }
  }

  @Test
  void timesSurviveToTheMicrosecond() throws Exception {
    List<String> times =
        List.of(
            "1000-01-01 00:00:00.000001",
            "1969-12-31 23:59:59.999999",
            "1970-01-01 00:00:00.000000",
            "2024-03-31 02:30:00.123456",
            "2024-10-27 02:30:00.654321",
            "2038-01-19 03:14:08.000001",
            "9999-12-31 23:59:59.999999");
    for (String time : times) {
      application.execute(
          "INSERT INTO tracks"
              + " (id, user_id, title, permalink, published_at, created_at, updated_at)"
              + " VALUES (?, 0, '', '', '%s', '%s', '%s')".formatted(time, time, time),
          Application.newId());
    }
    List<@Nullable Long> expected =
        new ArrayList<>(times.stream().map(ColumnValuesITCase::micros).toList());
    List<SpecificRecord> tracks = afters();
    assertThat(tracks).extracting(row -> ((Track) row).getPublishedAt()).isEqualTo(expected);
    // In a column that is NOT NULL, Debezium has the same value for the epoch and for a zero date.
    Collections.replaceAll(expected, 0L, null);
    assertThat(tracks).extracting(row -> ((Track) row).getCreatedAt()).isEqualTo(expected);
    assertThat(tracks).extracting(row -> ((Track) row).getUpdatedAt()).isEqualTo(expected);
  }

  @Test
  void nullIsNotTheEmptyText() throws Exception {
    long id = Application.newId();
    String insert =
        "INSERT INTO tracks (id, user_id, title, permalink, description, genre, tag_list, license,"
            + " artwork_url, created_at, updated_at) VALUES (?, 0, '', '', %1$s, %1$s, %1$s, %1$s,"
            + " %1$s, '2024-01-01', '2024-01-01')";
    application.execute(insert.formatted("''"), id);
    application.execute("UPDATE tracks SET description = NULL, genre = NULL WHERE id = ?", id);
    application.execute("UPDATE tracks SET description = '', license = NULL WHERE id = ?", id);
    List<SpecificRecord> tracks = afters();
    assertThat(tracks)
        .extracting(row -> ((Track) row).getDescription())
        .containsExactly("", null, "");
    assertThat(tracks).extracting(row -> ((Track) row).getGenre()).containsExactly("", null, null);
    assertThat(tracks).extracting(row -> ((Track) row).getLicense()).containsExactly("", "", null);
    assertThat(tracks).extracting(row -> ((Track) row).getTitle()).containsOnly("");
  }

  @Test
  void choicesFlagsAndFixedTextsSurvive() throws Exception {
    long id = application.track(0);
    application.execute("UPDATE tracks SET sharing = 'private', state = 'failed' WHERE id = ?", id);
    application.execute("UPDATE tracks SET state = 'processing' WHERE id = ?", id);
    for (String flag : List.of("TRUE", "FALSE", "2", "-1")) {
      application.execute(
          "REPLACE INTO dashboard_settings (user_id, hide_reposts) VALUES (?, %s)".formatted(flag),
          id);
    }
    long user = application.user();
    application.execute("UPDATE users SET country_code = 'DE' WHERE id = ?", user);
    application.execute("UPDATE users SET country_code = '' WHERE id = ?", user);
    application.execute("UPDATE users SET country_code = 'é✓' WHERE id = ?", user);
    List<SpecificRecord> rows = afters();
    assertThat(rows.subList(0, 3))
        .extracting(row -> ((Track) row).getSharing() + " " + ((Track) row).getState())
        .containsExactly("public finished", "private failed", "private processing");
    assertThat(rows.subList(3, 7))
        .extracting(row -> ((DashboardSettings) row).getHideReposts())
        .containsExactly(true, false, true, true);
    assertThat(rows.subList(7, 11))
        .extracting(row -> ((User) row).getCountryCode())
        .containsExactly(null, "DE", "", "é✓");
  }

  @Test
  void timesOfTheDaySurvive() throws Exception {
    List<String> times = List.of("00:00:00", "07:05:09", "23:59:59", "838:59:59", "-12:00:01");
    for (String time : times) {
      application.execute(
          "INSERT INTO notification_settings (user_id, channel, activity_type, quiet_from)"
              + " VALUES (?, 'push', 'track', '%s')".formatted(time),
          Application.newId());
    }
    List<SpecificRecord> settings = afters();
    assertThat(settings)
        .extracting(row -> ((NotificationSettings) row).getQuietFrom())
        .isEqualTo(times);
    assertThat(settings)
        .extracting(row -> ((NotificationSettings) row).getQuietTo())
        .containsOnlyNulls();
  }

  @Test
  void textsInAKeyKeepItReadable() throws Exception {
    long user = Application.newId();
    application.execute(
        "INSERT INTO notification_settings (user_id, channel, activity_type)"
            + " VALUES (?, 'a/b ü%', '🎧')",
        user);
    application.execute("DELETE FROM notification_settings WHERE user_id = ?", user);
    String key = "notification_settings/" + user + "/a%2Fb+%C3%BC%25/%F0%9F%8E%A7";
    assertThat(models.changes(application))
        .extracting(Change::toString)
        .containsExactly(
            "create.NotificationSettings " + key, "destroy.NotificationSettings " + key);
  }

  /** MySQL without its strict mode takes what no type can hold; the stream must not mind. */
  @Test
  void whatALaxDatabaseTookIsReadAsFarAsItCanBe() throws Exception {
    application.execute("SET SESSION sql_mode = ''");
    long id = Application.newId();
    application.execute(
        "INSERT INTO tracks (id, user_id, title, permalink, sharing, published_at, created_at,"
            + " updated_at) VALUES (?, 0, '', '', 'secret', '0000-00-00', '0000-00-00',"
            + " '2024-00-00')",
        id);
    Track track = (Track) afters().get(0);
    assertThat(track.getId()).isEqualTo(id);
    assertThat(track.getSharing()).isEmpty();
    assertThat(track.getPublishedAt()).isNull();
  }

  private void comment(String body) throws SQLException {
    application.execute(
        "INSERT INTO comments (id, user_id, track_id, body, created_at)"
            + " VALUES (?, 0, 0, ?, '2024-01-01')",
        Application.newId(),
        body);
  }

  private List<SpecificRecord> afters() throws SQLException {
    return afters(models.changes(application));
  }

  private static List<SpecificRecord> afters(List<Change> changes) {
    List<SpecificRecord> rows = new ArrayList<>();
    changes.forEach(change -> rows.add((SpecificRecord) change.broadcast().getAfter()));
    return rows;
  }

  private static String relation(long a, long b) {
    return String.format(Locale.ROOT, " VALUES (%d, %d, '%s')", a, b, TIME);
  }

  private static long micros(String time) {
    LocalDateTime dateTime = LocalDateTime.parse(time.replace(' ', 'T'));
    return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), dateTime);
  }
}
