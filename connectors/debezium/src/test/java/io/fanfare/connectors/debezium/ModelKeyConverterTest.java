package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableSchema;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelKeyConverterTest {

  /** Keys must never change: compaction would keep two records of one row. */
  private static final Map<Model, String> GOLDEN =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Model.USER, "users/9223372036854775807"),
              Map.entry(Model.TRACK, "tracks/9223372036854775807"),
              Map.entry(Model.PLAYLIST, "playlists/9223372036854775807"),
              Map.entry(Model.PLAYLIST_TRACK, "playlist_tracks/9223372036854775807/7/-8"),
              Map.entry(Model.FOLLOW, "follows/9223372036854775807/7"),
              Map.entry(Model.BLOCK, "blocks/9223372036854775807/7"),
              Map.entry(Model.MUTE, "mutes/9223372036854775807/7"),
              Map.entry(Model.TRACK_REPOST, "track_reposts/9223372036854775807/7"),
              Map.entry(Model.PLAYLIST_REPOST, "playlist_reposts/9223372036854775807/7"),
              Map.entry(Model.TRACK_LIKE, "track_likes/9223372036854775807/7"),
              Map.entry(Model.PLAYLIST_LIKE, "playlist_likes/9223372036854775807/7"),
              Map.entry(Model.COMMENT, "comments/9223372036854775807"),
              Map.entry(Model.DASHBOARD_SETTINGS, "dashboard_settings/9223372036854775807"),
              Map.entry(
                  Model.NOTIFICATION_SETTINGS,
                  "notification_settings/9223372036854775807/e+mail%2F%C3%BC/track%3Arepost")));

  private final CapturedSource source = CapturedSource.reference(Flavour.MARIADB);

  @ParameterizedTest
  @EnumSource
  void pinsTheKeyOfEveryModel(Model model) {
    for (Flavour flavour : Flavour.values()) {
      Struct key = CapturedSource.reference(flavour).key(model.table(), primaryKey(model));

      assertThat(Converted.key(key)).isEqualTo(GOLDEN.get(model));
    }
  }

  @Test
  void keysAreBareBytes() {
    byte[] key = key(new ModelKeyConverter(), source.key("follows", 2L, 1L, null));

    assertThat(HexFormat.of().formatHex(key)).isEqualTo("666f6c6c6f77732f322f31");
  }

  @Test
  void aChangeOfThePrimaryKeyIsADestroyAndACreateUnderTheirOwnKeys() {
    TableSchema follows = source.table("follows");
    Object[] before = {2L, 1L, null};
    Object[] after = {2L, 3L, null};

    // Debezium sends a delete under the old key and a create under the new one if these differ.
    assertThat(follows.keyFromColumnData(before)).isNotEqualTo(follows.keyFromColumnData(after));
    assertThat(Converted.key(follows.keyFromColumnData(before))).isEqualTo("follows/2/1");
    assertThat(Converted.key(follows.keyFromColumnData(after))).isEqualTo("follows/2/3");
  }

  @Test
  void keysAreInTheContractsOrderAndNotTheTables() {
    Schema turned =
        SchemaBuilder.struct()
            .name("fanfare.fanfare.follows.Key")
            .field("followee_id", Schema.INT64_SCHEMA)
            .field("follower_id", Schema.INT32_SCHEMA)
            .build();

    assertThat(Converted.key(new Struct(turned).put("followee_id", 1L).put("follower_id", 2)))
        .isEqualTo("follows/2/1");
  }

  @Test
  void aTableWithAnotherPrimaryKeyHasTheContractsKey() {
    CapturedSource site =
        CapturedSource.of(
            Flavour.MYSQL,
            Map.of(),
            "CREATE TABLE follows (id BIGINT PRIMARY KEY, followee_id BIGINT NOT NULL,"
                + " follower_id BIGINT NOT NULL, created_at DATETIME(6));");

    assertThat(Converted.key(site.key("follows", 77L, 1L, 2L, null))).isEqualTo("follows/2/1");
  }

  @Test
  void aTableThatHoldsNoModelAlsoHasAKey() {
    source.ddl("CREATE TABLE invoices (year INT, number CHAR(9), PRIMARY KEY (year, number));");

    assertThat(Converted.key(source.key("invoices", 2024, "N 1/2".getBytes(UTF_8))))
        .isEqualTo("invoices/2024/N+1%2F2");
  }

  @Test
  void aKeyThatTheContractCannotReadIsKeptUnconverted() {
    CapturedSource site =
        CapturedSource.of(
            Flavour.MYSQL, Map.of(), "CREATE TABLE tracks (id CHAR(36) PRIMARY KEY);");

    assertThat(Converted.key(site.key("tracks", "0f-1e".getBytes(UTF_8))))
        .isEqualTo("tracks/0f-1e");
  }

  @Test
  void aRecordWithoutAKeyGetsAUniqueOneOnlyOnModels() {
    ModelKeyConverter converter = new ModelKeyConverter();

    String one = new String(converter.fromConnectData(Topics.MODELS, null, null), UTF_8);
    String other = new String(converter.fromConnectData(Topics.MODELS, null, null), UTF_8);

    assertThat(one).startsWith("unkeyed/").isNotEqualTo(other);
    assertThat(converter.fromConnectData("elsewhere", null, null)).isNull();
  }

  @Test
  void theKeyOfAHeartbeatIsPlainJson() {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.debezium.connector.common.ServerNameKey")
            .field("serverName", Schema.STRING_SCHEMA)
            .build();

    byte[] key =
        new ModelKeyConverter()
            .fromConnectData(
                "__debezium-heartbeat.fanfare",
                schema,
                new Struct(schema).put("serverName", "fanfare"));

    assertThat(new String(key, UTF_8)).isEqualTo("{\"serverName\":\"fanfare\"}");
  }

  private static byte[] key(ModelKeyConverter converter, Struct key) {
    return converter.fromConnectData(Topics.MODELS, key.schema(), key);
  }

  /** A row of the reference schema, whose first columns are the primary key. */
  private static Object[] primaryKey(Model model) {
    Object[] values =
        switch (model) {
          case NOTIFICATION_SETTINGS ->
              new Object[] {
                Long.MAX_VALUE, "e mail/ü".getBytes(UTF_8), "track:repost".getBytes(UTF_8)
              };
          case PLAYLIST_TRACK -> new Object[] {Long.MAX_VALUE, 7, -8L};
          default -> new Object[] {Long.MAX_VALUE, 7L};
        };
    return Arrays.copyOf(values, model.primaryKey().size());
  }
}
