package io.fanfare.connectors.debezium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.connector.mariadb.MariaDbConnector;
import io.debezium.connector.mysql.MySqlConnector;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectorTemplateTest {

  private static final String TABLES =
      Arrays.stream(Model.values())
          .map(model -> "fanfare\\." + model.table())
          .collect(Collectors.joining(","));

  private static final Map<String, String> BOTH =
      Map.ofEntries(
          Map.entry("tasks.max", "1"),
          Map.entry("database.hostname", "127.0.0.1"),
          Map.entry("database.port", "3306"),
          Map.entry("database.user", "fanfare"),
          Map.entry("database.password", "${file:/run/secrets/source.properties:password}"),
          Map.entry("database.server.id", "5701"),
          Map.entry("database.include.list", "fanfare"),
          Map.entry("table.include.list", TABLES),
          Map.entry(
              "message.key.columns",
              "fanfare\\.users:id;fanfare\\.tracks:id;fanfare\\.playlists:id;"
                  + "fanfare\\.playlist_tracks:playlist_id,position,track_id;"
                  + "fanfare\\.follows:follower_id,followee_id;"
                  + "fanfare\\.blocks:user_id,blocked_user_id;"
                  + "fanfare\\.mutes:user_id,muted_user_id;"
                  + "fanfare\\.track_reposts:user_id,track_id;"
                  + "fanfare\\.playlist_reposts:user_id,playlist_id;"
                  + "fanfare\\.track_likes:user_id,track_id;"
                  + "fanfare\\.playlist_likes:user_id,playlist_id;"
                  + "fanfare\\.comments:id;fanfare\\.dashboard_settings:user_id;"
                  + "fanfare\\.notification_settings:user_id,channel,activity_type"),
          Map.entry("topic.prefix", "fanfare"),
          Map.entry("snapshot.mode", "initial"),
          Map.entry("snapshot.locking.mode", "minimal"),
          Map.entry("poll.interval.ms", "10"),
          Map.entry("heartbeat.interval.ms", "1000"),
          Map.entry("connect.keep.alive.interval.ms", "2000"),
          Map.entry("retriable.restart.connector.wait.ms", "2000"),
          Map.entry("include.schema.changes", "false"),
          Map.entry("skipped.operations", "t"),
          Map.entry("tombstones.on.delete", "false"),
          Map.entry("extended.headers.enabled", "false"),
          Map.entry("decimal.handling.mode", "string"),
          Map.entry("bigint.unsigned.handling.mode", "long"),
          Map.entry("time.precision.mode", "adaptive_time_microseconds"),
          Map.entry("schema.history.internal.kafka.bootstrap.servers", "127.0.0.1:9092"),
          Map.entry("schema.history.internal.kafka.topic", "schema-history.fanfare"),
          Map.entry("schema.history.internal.skip.unparseable.ddl", "true"),
          Map.entry("key.converter", "io.fanfare.connectors.debezium.ModelKeyConverter"),
          Map.entry("value.converter", "io.fanfare.connectors.debezium.ModelBroadcastConverter"),
          Map.entry("transforms", "toModels"),
          Map.entry("transforms.toModels.type", "org.apache.kafka.connect.transforms.RegexRouter"),
          Map.entry(
              "transforms.toModels.regex",
              "fanfare\\.fanfare\\.(users|tracks|playlists|playlist_tracks|follows|blocks|mutes"
                  + "|track_reposts|playlist_reposts|track_likes|playlist_likes|comments"
                  + "|dashboard_settings|notification_settings)"),
          Map.entry("transforms.toModels.replacement", "models"),
          Map.entry("topic.creation.groups", "models"),
          Map.entry("topic.creation.models.include", "models"),
          Map.entry("topic.creation.models.replication.factor", "-1"),
          Map.entry("topic.creation.models.partitions", "1"),
          Map.entry("topic.creation.models.cleanup.policy", "compact"),
          Map.entry("topic.creation.models.message.timestamp.type", "LogAppendTime"),
          Map.entry("topic.creation.models.min.compaction.lag.ms", "604800000"),
          Map.entry("topic.creation.default.replication.factor", "-1"),
          Map.entry("topic.creation.default.partitions", "1"),
          Map.entry("exactly.once.support", "required"),
          Map.entry("transaction.boundary", "poll"),
          Map.entry("errors.tolerance", "none"),
          Map.entry("errors.retry.timeout", "-1"),
          Map.entry("errors.retry.delay.max.ms", "10000"),
          // A killed worker leaves a transaction open. Consumers do not read past it until it times
          // out.
          Map.entry("producer.override.transaction.timeout.ms", "30000"),
          Map.entry("producer.override.linger.ms", "0"),
          Map.entry("producer.override.compression.type", "lz4"));

  @Test
  void pinsTheConnectorOfMariaDb() {
    Map<String, String> expected = new TreeMap<>(BOTH);
    expected.put("connector.class", "io.debezium.connector.mariadb.MariaDbConnector");
    expected.put("database.ssl.mode", "disable");

    assertThat(new TreeMap<>(ConnectorTemplate.render(CapturedSource.settings(Flavour.MARIADB))))
        .isEqualTo(expected);
  }

  @Test
  void pinsTheConnectorOfMySql() {
    Map<String, String> expected = new TreeMap<>(BOTH);
    expected.put("connector.class", "io.debezium.connector.mysql.MySqlConnector");
    expected.put("database.ssl.mode", "disabled");
    expected.put("driver.allowPublicKeyRetrieval", "true");

    assertThat(new TreeMap<>(ConnectorTemplate.render(CapturedSource.settings(Flavour.MYSQL))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void containsOnlySettingsThatDebeziumOrConnectReads(Flavour flavour) {
    Set<String> known =
        flavour == Flavour.MARIADB
            ? new MariaDbConnector().config().names()
            : new MySqlConnector().config().names();

    Set<String> unknown =
        new TreeSet<>(ConnectorTemplate.render(CapturedSource.settings(flavour)).keySet());
    unknown.removeAll(known);
    unknown.removeIf(key -> key.matches("(topic\\.creation|transforms|producer|driver)\\..*"));

    assertThat(unknown)
        .as("settings of Connect, or of Debezium's schema history")
        .containsExactly(
            "connector.class",
            "errors.retry.delay.max.ms",
            "errors.retry.timeout",
            "errors.tolerance",
            "exactly.once.support",
            "key.converter",
            "schema.history.internal.kafka.bootstrap.servers",
            "schema.history.internal.kafka.topic",
            "tasks.max",
            "transaction.boundary",
            "transforms",
            "value.converter");
  }

  @Test
  void routesOnlyTheCapturedTablesToModels() {
    Map<String, String> mapping = Map.of("tables.tracks", "my$songs");

    assertThat(routed(mapping, "fanfare.fanfare.follows")).isEqualTo(Topics.MODELS);
    assertThat(routed(mapping, "fanfare.fanfare.my_songs")).isEqualTo(Topics.MODELS);
    for (String other :
        new String[] {
          "__debezium-heartbeat.fanfare",
          "fanfare",
          "fanfare.transaction",
          "fanfare.fanfare.tracks",
          "fanfare.fanfare.follows_old",
          "fanfare.fanfare.old_follows",
          "fanfare.other.follows",
          "fanfare-fanfare-follows"
        }) {
      assertThat(routed(mapping, other)).isEqualTo(other);
    }
  }

  @Test
  void aMappingReachesBothConvertersAndTheCapturedTables() {
    Map<String, String> definition =
        ConnectorTemplate.render(
            CapturedSource.settings(Flavour.MYSQL),
            Map.of("tables.tracks", "my$songs", "columns.tracks.id", "song_id"));

    assertThat(definition)
        .containsEntry("key.converter.tables.tracks", "my$songs")
        .containsEntry("value.converter.tables.tracks", "my$songs")
        .containsEntry("key.converter.columns.tracks.id", "song_id")
        .containsEntry("value.converter.columns.tracks.id", "song_id");
    assertThat(definition.get("table.include.list")).contains(",fanfare\\.my\\$songs,");
    assertThat(definition.get("message.key.columns")).contains(";fanfare\\.my\\$songs:song_id;");
  }

  @Test
  void aMappingWithProblemsIsRejected() {
    assertThatThrownBy(
            () ->
                ConnectorTemplate.render(
                    CapturedSource.settings(Flavour.MYSQL), Map.of("tables.songs", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tables.songs: the table is none of users,");
  }

  @Test
  void rejectsAPasswordInsteadOfAReference() {
    assertThatThrownBy(
            () ->
                new SourceSettings(
                    Flavour.MYSQL,
                    "h",
                    1,
                    "u",
                    "hunter2",
                    "d",
                    1,
                    "k",
                    Duration.ZERO,
                    Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be given as a reference")
        .hasMessageNotContaining("hunter2");
  }

  private static String routed(Map<String, String> mapping, String topic) {
    Map<String, String> definition =
        ConnectorTemplate.render(CapturedSource.settings(Flavour.MYSQL), mapping);
    try (RegexRouter<SourceRecord> router = new RegexRouter<>()) {
      router.configure(
          Map.of(
              "regex", definition.get("transforms.toModels.regex"),
              "replacement", definition.get("transforms.toModels.replacement")));
      return router
          .apply(new SourceRecord(Map.of(), Map.of(), topic, null, null, null, null))
          .topic();
    }
  }
}
