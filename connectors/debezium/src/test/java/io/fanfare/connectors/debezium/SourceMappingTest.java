package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.Unreadable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceMappingTest {

  /** A table with other names, other types and another order. */
  private static final String SONGS =
      """
      CREATE TABLE `my-songs` (
        updated_on DATE NOT NULL,
        released TIMESTAMP(6) NULL,
        created_at DATETIME(3) NOT NULL,
        song_id INT UNSIGNED NOT NULL PRIMARY KEY,
        artist_id DECIMAL(20, 0) NOT NULL,
        title CHAR(20) NOT NULL,
        genre VARBINARY(20) NULL,
        tag_list SET('loud', 'slow') NULL,
        duration MEDIUMINT NOT NULL,
        bpm TINYINT UNSIGNED NULL,
        license YEAR NULL,
        sharing VARCHAR(20) NOT NULL,
        status ENUM('finished', 'failed') NOT NULL,
        shelf INT NOT NULL
      ) DEFAULT CHARSET utf8mb4;
      """;

  private static final Map<String, String> MAPPING =
      Map.of(
          "tables.tracks", "my-songs",
          "columns.tracks.id", "song_id",
          "columns.tracks.user_id", "artist_id",
          "columns.tracks.state", "status",
          "columns.tracks.published_at", "released",
          "columns.tracks.updated_at", "updated_on");

  private static final @Nullable Object[] ROW = {
    LocalDate.parse("2024-05-06"),
    OffsetDateTime.parse("2024-05-06T07:08:09.123456Z"),
    LocalDateTime.parse("2024-05-06T07:08:09.123"),
    4_294_967_295L,
    new BigDecimal("12345678901234"),
    "Höhe".getBytes(UTF_8),
    "дуб".getBytes(UTF_8),
    3L,
    8_388_607,
    250,
    java.time.Year.of(1999),
    "private".getBytes(UTF_8),
    1,
    5
  };

  @ParameterizedTest
  @EnumSource
  void readsASourceWithOtherNamesAndTypes(Flavour flavour) {
    CapturedSource site = CapturedSource.of(flavour, MAPPING, SONGS);

    Converted converted = Converted.of(MAPPING, site.created("my-songs", ROW));

    assertThat(converted.event()).isEqualTo("create.Track");
    assertThat(converted.broadcast().getAfter())
        .isEqualTo(
            new Track(
                4_294_967_295L,
                12_345_678_901_234L,
                "Höhe",
                null,
                null,
                "дуб",
                "loud,slow",
                8_388_607L,
                250,
                "1999",
                null,
                "private",
                "finished",
                1_714_979_289_123_456L,
                1_714_979_289_123_000L,
                1_714_953_600_000_000L));
    assertThat(Converted.key(MAPPING, site.key("my-songs", ROW))).isEqualTo("tracks/4294967295");
  }

  @Test
  void anUnreadableRowHasTheSourcesNamesAndItsNormalKey() {
    CapturedSource site =
        CapturedSource.of(
            Flavour.MARIADB, MAPPING, SONGS.replace("artist_id DECIMAL(20, 0) NOT NULL", "x INT"));

    Unreadable unreadable = Converted.of(MAPPING, site.created("my-songs", ROW)).unreadable();

    assertThat(unreadable.getTable()).isEqualTo("my-songs");
    assertThat(unreadable.getCause())
        .isEqualTo(
            "Table my-songs has no column artist_id, and the contract has no default for it.");
    assertThat(Converted.key(MAPPING, site.key("my-songs", ROW))).isEqualTo("tracks/4294967295");
  }

  @Test
  void oneColumnCanServeTwoColumnsOfTheContract() {
    SourceMapping mapping = SourceMapping.of(Map.of("columns.tracks.published_at", "created_at"));

    TableMapping tracks = mapping.ofSourceTable("tracks");
    assertThat(tracks).isNotNull();
    assertThat(tracks.sourceColumn("published_at")).isEqualTo("created_at");
    assertThat(tracks.sourceColumn("created_at")).isEqualTo("created_at");
  }

  @Test
  void twoTablesCanSwapTheirNames() {
    SourceMapping mapping =
        SourceMapping.of(Map.of("tables.blocks", "mutes", "tables.mutes", "blocks"));

    assertThat(mapping.ofSourceTable("mutes").model().table()).isEqualTo("blocks");
  }

  @Test
  void twoTablesCannotHaveNamesThatDebeziumUnifies() {
    assertThatThrownBy(
            () -> SourceMapping.of(Map.of("tables.tracks", "my-songs", "tables.users", "my_songs")))
        .hasMessage("The source's table 'my-songs' cannot be both users and tracks.");
  }

  @Test
  void ignoresTheWorkersOwnKeys() {
    assertThat(
            SourceMapping.of(Map.of("converter.type", "value", "schemas.enable", false)).tables())
        .hasSize(14);
  }

  @Test
  void reportsEveryProblemAtOnce() {
    Map<String, Object> wrong =
        Map.of(
            "tables.songs", "tracks",
            "tables.tracks", "users",
            "tables.blocks", "a.b",
            "tables.mutes", " ",
            "columns.tracks.owner", "user_id",
            "columns.comments", "x",
            "column.users.id", "uid",
            "columns.follows.followee_id", "follower_id",
            "columns.users.id", 5);

    assertThatThrownBy(() -> new ModelKeyConverter().configure(wrong, true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "tables.songs: the table is none of users, tracks, playlists,",
            "The source's table 'users' cannot be both users and tracks.",
            "tables.blocks: 'a.b' is not a name of letters,",
            "tables.mutes: ' ' is not a name",
            "columns.tracks.owner: the column is none of id, user_id, title,",
            "columns.comments: write tables.TABLE or columns.TABLE.COLUMN.",
            "column.users.id: write tables.TABLE",
            "Two key columns of follows have the same name at the source: follower_id, follower_id.",
            "columns.users.id: '5' is not a name");
    assertThatThrownBy(() -> new ModelBroadcastConverter().configure(wrong, false))
        .isInstanceOf(ConfigException.class);
  }
}
