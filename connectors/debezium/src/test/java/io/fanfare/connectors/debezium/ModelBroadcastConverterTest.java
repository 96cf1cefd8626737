package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.DashboardSettings;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.LargestRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.SourcePosition;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelBroadcastConverterTest {

  private static final LocalDateTime TIME = LocalDateTime.parse("2024-05-06T07:08:09.123456");
  private static final long MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-05-06T07:08:09.123456Z"));
  private static final LocalDateTime EPOCH = LocalDateTime.parse("1970-01-01T00:00:00");
  private static final int PUBLIC = 1;
  private static final int FINISHED = 3;
  private static final String EMOJI = "Zoë 🎧👩‍🎤";

  private final CapturedSource source = CapturedSource.reference(Flavour.MARIADB);

  @ParameterizedTest
  @EnumSource
  void keepsEveryValueOfATrack(Flavour flavour) {
    Object[] row = {
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      bytes(EMOJI),
      bytes("zoe"),
      bytes(""),
      null,
      bytes("\"tag one\" two"),
      Long.MAX_VALUE,
      Integer.MIN_VALUE,
      bytes("cc-by"),
      null,
      PUBLIC,
      FINISHED,
      TIME,
      TIME.minusYears(90),
      TIME.plusNanos(999)
    };

    Converted converted = Converted.of(CapturedSource.reference(flavour).created("tracks", row));

    assertThat(converted.event()).isEqualTo("create.Track");
    Track track = (Track) converted.broadcast().getAfter();
    assertThat(track)
        .isEqualTo(
            new Track(
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                EMOJI,
                "zoe",
                "",
                null,
                "\"tag one\" two",
                Long.MAX_VALUE,
                Integer.MIN_VALUE,
                "cc-by",
                null,
                "public",
                "finished",
                MICROS,
                ChronoUnit.MICROS.between(
                    Instant.EPOCH, Instant.parse("1934-05-06T07:08:09.123456Z")),
                MICROS));
  }

  @ParameterizedTest
  @EnumSource
  void keepsBooleansAndTimesOfDay(Flavour flavour) {
    CapturedSource some = CapturedSource.reference(flavour);

    Converted hidden = Converted.of(some.created("dashboard_settings", 7L, (short) 1));
    Converted shown = Converted.of(some.created("dashboard_settings", 7L, (short) 0));
    Converted notify =
        Converted.of(
            some.created(
                "notification_settings",
                7L,
                bytes("push"),
                bytes("track"),
                (short) 1,
                15,
                Duration.ofHours(22).plusSeconds(61),
                null,
                bytes("Europe/Berlin"),
                bytes("")));

    assertThat(hidden.broadcast().getAfter()).isEqualTo(new DashboardSettings(7L, true));
    assertThat(shown.broadcast().getAfter()).isEqualTo(new DashboardSettings(7L, false));
    assertThat(notify.broadcast().getAfter())
        .isEqualTo(
            new NotificationSettings(
                7L, "push", "track", true, 15, "22:01:01", null, "Europe/Berlin", ""));
  }

  /** From the binlog, Debezium puts a backslash before each comma of a label. */
  @ParameterizedTest
  @EnumSource
  void aLabelWithCommasIsTheTextOfTheColumn(Flavour flavour) {
    CapturedSource labelled =
        CapturedSource.reference(flavour)
            .ddl(
                "ALTER TABLE tracks MODIFY genre ENUM('Folk, World, & Country', 'a\\\\b',"
                    + " 'Rock''n''Roll', 'x\\\\,y') NULL;"
                    + "ALTER TABLE tracks MODIFY tag_list SET('deep', 'it''s', 'a\\\\b') NULL;");

    assertThat(genreAndTags(labelled, 1, 0b101L))
        .containsExactly("Folk, World, & Country", "deep,a\\b");
    assertThat(genreAndTags(labelled, 2, 0b110L)).containsExactly("a\\b", "it's,a\\b");
    assertThat(genreAndTags(labelled, 3, 0L)).containsExactly("Rock'n'Roll", "");
    assertThat(genreAndTags(labelled, 4, null)).containsExactly("x\\,y", null);
    // As a snapshot reads it.
    assertThat(genreAndTags(labelled, "Folk, World, & Country", "deep,a\\b"))
        .containsExactly("Folk, World, & Country", "deep,a\\b");
  }

  private static List<@Nullable String> genreAndTags(
      CapturedSource source, Object genre, @Nullable Object tags) {
    Object[] row = {
      1L,
      2L,
      bytes("t"),
      bytes("t"),
      null,
      genre,
      tags,
      0L,
      null,
      null,
      null,
      PUBLIC,
      FINISHED,
      TIME,
      TIME,
      TIME
    };
    Track track = (Track) Converted.of(source.created("tracks", row)).broadcast().getAfter();
    return Arrays.asList(track.getGenre(), track.getTagList());
  }

  /** Debezium reads a date without a year, month or day as 0 where a column is NOT NULL. */
  @Test
  void aDateThatIsNoTimeIsNullWhereTheContractAllowsIt() {
    assertThat(publishedAt(source, null)).isNull();
    assertThat(publishedAt(source, EPOCH)).isZero();
    source.ddl("ALTER TABLE tracks MODIFY published_at DATETIME(6) NOT NULL;");
    assertThat(publishedAt(source, null)).isNull();
    assertThat(publishedAt(source, EPOCH)).isNull();
    assertThat(publishedAt(source, TIME)).isEqualTo(MICROS);
  }

  private static @Nullable Long publishedAt(
      CapturedSource source, @Nullable LocalDateTime publishedAt) {
    Object[] row = {
      1L,
      2L,
      bytes("t"),
      bytes("t"),
      null,
      null,
      null,
      0L,
      null,
      null,
      null,
      PUBLIC,
      FINISHED,
      publishedAt,
      TIME,
      TIME
    };
    return ((Track) Converted.of(source.created("tracks", row)).broadcast().getAfter())
        .getPublishedAt();
  }

  @Test
  void aRowOfTheSnapshotIsACreateWithTheSnapshotFlag() {
    ModelBroadcast broadcast = Converted.of(source.read("follows", 2L, 1L, TIME)).broadcast();

    assertThat(broadcast.getOperation()).isEqualTo(Operation.CREATE);
    assertThat(broadcast.getSnapshot()).isTrue();
    assertThat(broadcast.getRefresh()).isFalse();
    assertThat(broadcast.getBefore()).isNull();
    assertThat(broadcast.getAfter()).isEqualTo(new Follow(2L, 1L, MICROS));
  }

  @Test
  void anUpdateIsASaveWithBothRows() {
    Converted converted =
        Converted.of(
            source.updated(
                "follows",
                new Object[] {2L, 1L, TIME},
                new Object[] {2L, 1L, TIME.plusNanos(1_000)}));

    assertThat(converted.event()).isEqualTo("save.Follow");
    assertThat(converted.broadcast().getOperation()).isEqualTo(Operation.SAVE);
    assertThat(converted.broadcast().getSnapshot()).isFalse();
    assertThat(converted.broadcast().getBefore()).isEqualTo(new Follow(2L, 1L, MICROS));
    assertThat(converted.broadcast().getAfter()).isEqualTo(new Follow(2L, 1L, MICROS + 1));
  }

  @Test
  void aDeleteIsADestroyWithTheLastRow() {
    Converted converted = Converted.of(source.deleted("follows", 2L, 1L, TIME));

    assertThat(converted.event()).isEqualTo("destroy.Follow");
    assertThat(converted.broadcast().getOperation()).isEqualTo(Operation.DESTROY);
    assertThat(converted.broadcast().getBefore()).isEqualTo(new Follow(2L, 1L, MICROS));
    assertThat(converted.broadcast().getAfter()).isNull();
  }

  @Test
  void containsThePositionInTheSourcesLog() {
    Converted created = Converted.of(source.created("follows", 2L, 1L, TIME));
    Converted read =
        Converted.of(CapturedSource.reference(Flavour.MYSQL).read("follows", 2L, 1L, TIME));

    assertThat(created.broadcast().getSource())
        .isEqualTo(new SourcePosition("binlog.000007", 4_242L, 3, "0-1-99", MICROS));
    assertThat(read.broadcast().getSource())
        .isEqualTo(new SourcePosition("binlog.000007", 4_242L, 3, null, MICROS));
  }

  @Test
  void ignoresAnAddedColumnAndReplacesADroppedOneByNull() {
    source.ddl(
        "ALTER TABLE users ADD COLUMN shoe_size INT NOT NULL DEFAULT 42 AFTER id,"
            + " DROP COLUMN username, DROP COLUMN country_code;");

    Converted converted =
        Converted.of(
            source.created("users", 5L, 44, bytes("zoe"), null, null, bytes("Köln"), TIME, TIME));

    assertThat(converted.broadcast().getAfter())
        .isEqualTo(new User(5L, null, "zoe", null, null, "Köln", null, MICROS, MICROS));
  }

  @Test
  void aNullStaysNullIfTheColumnHasADefault() {
    source.ddl("ALTER TABLE users ADD COLUMN bio INT, MODIFY city VARCHAR(9) NULL DEFAULT 'Rome';");

    Converted converted =
        Converted.of(
            source.created(
                "users", 5L, bytes("u"), bytes("p"), null, null, null, null, TIME, TIME, null));

    assertThat(((User) converted.broadcast().getAfter()).getCity()).isNull();
  }

  @Test
  void aNullInARequiredColumnIsUnreadableEvenIfTheColumnHasADefault() {
    source.ddl("ALTER TABLE dashboard_settings MODIFY hide_reposts BOOLEAN NULL DEFAULT 1;");

    Converted converted = Converted.of(source.created("dashboard_settings", 7L, null));

    assertThat(converted.event()).isEqualTo("unreadable.DashboardSettings");
    assertThat(converted.unreadable().getTable()).isEqualTo("dashboard_settings");
    assertThat(converted.unreadable().getCause())
        .isEqualTo(
            "Column dashboard_settings.hide_reposts is NULL, and the contract has no default for"
                + " it.");
    assertThat(converted.raw())
        .startsWith("{\"before\":null,\"after\":{\"user_id\":7,\"hide_reposts\":null},\"source\":{")
        .contains("\"op\":\"c\"");
  }

  @Test
  void aMissingRequiredColumnIsUnreadable() {
    source.ddl("ALTER TABLE track_reposts DROP COLUMN created_at;");

    Converted converted = Converted.of(source.created("track_reposts", 1L, 2L));

    assertThat(converted.event()).isEqualTo("unreadable.TrackRepost");
    assertThat(converted.unreadable().getCause())
        .startsWith("Table track_reposts has no column created_at,");
  }

  @Test
  void aMissingPublishedAtIsUnreadable() {
    source.ddl("ALTER TABLE tracks DROP COLUMN published_at;");
    @Nullable Object[] row = new Object[15];
    row[0] = 1L;
    row[1] = 2L;
    row[11] = PUBLIC;
    row[12] = FINISHED;

    assertThat(Converted.of(source.created("tracks", row)).unreadable().getCause())
        .startsWith("Table tracks has no column published_at,");
  }

  @Test
  void anUnreadableRowBeforeDoesNotLoseTheRowAfter() {
    source.ddl("ALTER TABLE dashboard_settings MODIFY hide_reposts BOOLEAN NULL;");

    Converted converted =
        Converted.of(
            source.updated(
                "dashboard_settings",
                new @Nullable Object[] {7L, null},
                new Object[] {7L, (short) 1}));

    assertThat(converted.event()).isEqualTo("save.DashboardSettings");
    assertThat(converted.broadcast().getBefore()).isNull();
    assertThat(converted.broadcast().getAfter()).isEqualTo(new DashboardSettings(7L, true));
  }

  @Test
  void aTableThatHoldsNoModelIsUnreadable() {
    source.ddl("CREATE TABLE invoices (id BIGINT PRIMARY KEY);");

    Converted converted = Converted.of(source.created("invoices", 9L));

    assertThat(converted.event()).isEqualTo("unreadable.invoices");
    assertThat(converted.unreadable().getTable()).isEqualTo("invoices");
    assertThat(converted.unreadable().getCause())
        .isEqualTo(
            "Table invoices holds no model: map it with tables.TABLE=invoices, or do not capture"
                + " it.");
  }

  @Test
  void aTruncateIsUnreadable() {
    Converted converted = Converted.of(source.truncated("tracks"));

    assertThat(converted.event()).isEqualTo("unreadable.Track");
    assertThat(converted.unreadable().getCause())
        .isEqualTo("The operation 't' changes no row of tracks.");
  }

  @Test
  void aRowTooLargeForTheTopicIsUnreadableAndItsRawFormIsCut() {
    source.ddl("ALTER TABLE comments MODIFY body LONGTEXT;");
    String body = "x".repeat(LargestRecord.BYTES);

    Converted converted =
        Converted.of(source.created("comments", 1L, 2L, 3L, bytes(body), null, TIME));

    assertThat(converted.event()).isEqualTo("unreadable.Comment");
    assertThat(converted.unreadable().getCause()).contains("more than the 1000000");
    assertThat(converted.value()).hasSizeLessThan(LargestRecord.BYTES);
  }

  @Test
  void anUnwrappedRowIsUnreadable() {
    Struct row = source.created("follows", 2L, 1L, TIME).getStruct("after");

    Converted converted = Converted.of(row);

    assertThat(converted.event()).isEqualTo("unreadable.unknown");
    assertThat(converted.unreadable().getCause())
        .isEqualTo(
            "The record is not a Debezium envelope: remove any transform that unwraps or changes"
                + " it.");
    assertThat(converted.raw()).startsWith("{\"follower_id\":2,");
  }

  @Test
  void setsTheEventAndRemovesDebeziumsHeaders() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("__debezium.newkey", new byte[0]).add("event", new byte[0]).add("site", bytes("s"));
    Struct envelope = source.deleted("follows", 2L, 1L, TIME);

    new ModelBroadcastConverter().fromConnectData("models", headers, envelope.schema(), envelope);

    assertThat(headers)
        .containsExactly(
            new RecordHeader("site", bytes("s")),
            new RecordHeader("event", bytes("destroy.Follow")));
  }

  @Test
  void aTombstoneStaysOne() {
    Converted converted = Converted.of(Map.of(), "models", null, null);

    assertThat(converted.value()).isNull();
    assertThat(converted.event()).isNull();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
