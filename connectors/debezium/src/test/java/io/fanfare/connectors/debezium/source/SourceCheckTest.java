package io.fanfare.connectors.debezium.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test changes one thing of a correct source. */
class SourceCheckTest {

  private static final long OURS = 1_234_567_890;

  private String version = "9.7.4-2";
  private Flavour declared = Flavour.MYSQL;
  private String database = "fanfare";
  private boolean replica;
  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "log_bin", "ON",
              "binlog_format", "ROW",
              "binlog_row_image", "FULL",
              "binlog_row_value_options", "",
              "binlog_expire_logs_seconds", "2592000",
              "server_id", "1",
              "gtid_mode", "ON",
              "log_slave_updates", "ON"));
  private final List<String> grants =
      new ArrayList<>(
          List.of(
              "GRANT RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `cap`@`%`",
              "GRANT SELECT, LOCK TABLES ON `fanfare`.* TO `cap`@`%`"));
  private final Set<String> databases = new HashSet<>(Set.of("fanfare", "mysql"));
  private final Map<String, String> binlogStatus = new HashMap<>(Map.of("file", "binlog.000001"));
  private final Map<String, String> definitions =
      Arrays.stream(Model.values())
          .collect(
              Collectors.toMap(
                  Model::table, SourceCheckTest::definition, (a, b) -> a, LinkedHashMap::new));
  private final Set<String> tables = new HashSet<>(definitions.keySet());

  @Test
  void aCorrectMysqlHasNoFindings() {
    assertProblems();
    assertAdvice();
  }

  @Test
  void aCorrectMariadbHasNoFindings() {
    mariadb();
    variables.put("expire_logs_days", "0.000000");
    variables.put("binlog_expire_logs_seconds", "0");
    grants.set(0, "GRANT RELOAD, BINLOG MONITOR, REPLICATION SLAVE ON *.* TO `cap`@`%`");
    assertProblems();
    assertAdvice();
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    variables.put("binlog_format", "MIXED");
    variables.put("binlog_row_image", "MINIMAL");
    grants.clear();
    databases.clear();
    assertThat(check().problems()).hasSize(6);
  }

  @Test
  void aWrongFlavourIsReported() {
    declared = Flavour.MARIADB;
    assertProblems("The server is MySQL 9.7.4-2, not MariaDB: set --source-flavour mysql.");
  }

  @ParameterizedTest
  @CsvSource({
    "5.7.44-log, MySQL, MYSQL, 8.0",
    "10.6.18-MariaDB-log, MariaDB, MARIADB, 10.11",
    "5.5.68-MariaDB, MariaDB, MARIADB, 10.11"
  })
  void aServerThatIsTooOldIsRejected(String old, String name, Flavour flavour, String least) {
    version = old;
    declared = flavour;
    assertProblems(
        "The server is %s %s, but capture needs %s or newer: upgrade it."
            .formatted(name, old, least));
  }

  @ParameterizedTest
  @CsvSource({
    "8.0.45, MYSQL",
    "8.4.3-commercial, MYSQL",
    "10.11.6-MariaDB, MARIADB",
    "12.0.2-MariaDB-log, MARIADB"
  })
  void newerServersAreAccepted(String newer, Flavour flavour) {
    version = newer;
    declared = flavour;
    assertProblems();
  }

  @Test
  void aServerWithoutABinlogIsRejected() {
    variables.put("log_bin", "OFF");
    assertProblems(
        "The server writes no binlog (log_bin is OFF): put log-bin into its configuration file and"
            + " restart it.");
  }

  @Test
  void loggingIncompleteRowsIsRejected() {
    variables.put("binlog_format", "STATEMENT");
    variables.put("binlog_row_image", "NOBLOB");
    variables.put("binlog_row_value_options", "PARTIAL_JSON");
    assertProblems(
        "The server's binlog_format is STATEMENT, not ROW, and a logged statement does not show"
            + " which rows it changed (open sessions keep the old value until they reconnect): SET"
            + " PERSIST binlog_format = 'ROW';",
        "The server's binlog_row_image is NOBLOB, not FULL, and capture needs all columns of a"
            + " changed row (open sessions keep the old value until they reconnect): SET PERSIST"
            + " binlog_row_image = 'FULL';",
        "The server's binlog_row_value_options is PARTIAL_JSON, and capture misses updates that are"
            + " logged this way (open sessions keep the old value until they reconnect): SET"
            + " PERSIST binlog_row_value_options = '';");
  }

  @Test
  void aTableWithHiddenColumnsCannotBeRead() {
    mariadb();
    change("comments", ") ENGINE=InnoDB", ") ENGINE=InnoDB WITH SYSTEM VERSIONING");
    change("users", "\n)", ",\n  UNIQUE KEY `one_avatar` (`avatar_url`) USING HASH\n)");
    assertProblems();
    assertThat(check().unreadable())
        .containsExactly(
            "The unique key one_avatar of fanfare.users is longer than an index may be, and the"
                + " binlog has its hidden column: ALTER TABLE fanfare.users DROP KEY one_avatar;",
            "The table fanfare.comments is system-versioned, and the binlog has its hidden"
                + " columns, and a DELETE as an UPDATE: ALTER TABLE fanfare.comments DROP SYSTEM"
                + " VERSIONING;");
  }

  @Test
  void transactionsWithATagAreRejected() {
    variables.put(
        "gtid_executed",
        "bcc6daf8-eb9c-11f1-8fa7-02fc00000001:1-86,\nffc6daf8-eb9c-11f1-8fa7-02fc00000001:1");
    assertProblems();
    variables.put("gtid_executed", "bcc6daf8-eb9c-11f1-8fa7-02fc00000001:1-86:blue:1-2");
    assertProblems(
        "The server has transactions whose GTID has a tag (blue in gtid_executed), and the connector"
            + " fails at these: set gtid_next without a tag, and capture a server that has none."
            + " RESET BINARY LOGS AND GTIDS removes them, and replicas must start again.");
  }

  @Test
  void aServerThatOnlyLogsRowsNeedsNoBinlogFormat() {
    variables.remove("binlog_format");
    assertProblems();
  }

  @Test
  void mariadbGetsStatementsThatItSupports() {
    mariadb();
    variables.put("binlog_format", "MIXED");
    variables.put("log_bin_compress", "ON");
    assertProblems(
        "The server's binlog_format is MIXED, not ROW, and a logged statement does not show which"
            + " rows it changed (open sessions keep the old value until they reconnect): SET GLOBAL"
            + " binlog_format = 'ROW'; and set it in its configuration file, so that it survives a"
            + " restart.",
        "The server compresses changes in its binlog (log_bin_compress is ON), and capture misses"
            + " these changes: SET GLOBAL log_bin_compress = OFF; and set it in its configuration"
            + " file, so that it survives a restart.");
  }

  @ParameterizedTest
  @CsvSource({"0, 's server_id is 0'", "1234567890, 's server_id is 1234567890'"})
  void aServerIdThatTheConnectorCannotFollowIsRejected(String id, String sentence) {
    variables.put("server_id", id);
    assertThat(check().problems()).singleElement().asString().contains(sentence);
  }

  @Test
  void aDatabaseThatIsNotLoggedIsRejected() {
    binlogStatus.put("binlog_do_db", "music,shop");
    binlogStatus.put("binlog_ignore_db", "test, fanfare");
    assertProblems(
        "The server logs only changes of music, shop (binlog-do-db), not those of fanfare: put"
            + " binlog-do-db=fanfare into its configuration file and restart it.",
        "The server leaves changes of fanfare out of its binlog: remove binlog-ignore-db=fanfare"
            + " from its configuration file and restart it.");
    binlogStatus.put("binlog_do_db", "fanfare");
    binlogStatus.put("binlog_ignore_db", "test");
    assertProblems();
  }

  @Test
  void aReplicaMustLogReplicatedChanges() {
    replica = true;
    assertProblems();
    variables.put("log_slave_updates", "OFF");
    assertThat(check().problems()).singleElement().asString().contains("log-slave-updates=ON");
  }

  @Test
  void gtidsAreAdvised() {
    variables.put("gtid_mode", "OFF");
    assertProblems();
    assertThat(check().advice())
        .singleElement()
        .asString()
        .startsWith("The server's gtid_mode is OFF: capture works, but");
  }

  @ParameterizedTest
  @CsvSource({
    "binlog_expire_logs_seconds, 3600, 1 h, true",
    "binlog_expire_logs_seconds, 86399, 23 h, true",
    "binlog_expire_logs_seconds, 86400, 1 day, false",
    "binlog_expire_logs_seconds, 604799, 167 h, false",
    "expire_logs_days, 3.000000, 3 days, false"
  })
  void aShortBinlogRetentionIsRejectedOrAdvised(
      String variable, String value, String kept, boolean rejected) {
    variables.put("binlog_expire_logs_seconds", "0");
    variables.put(variable, value);
    List<String> found = rejected ? check().problems() : check().advice();
    assertThat(found)
        .singleElement()
        .asString()
        .startsWith("The server keeps its binlog for " + kept)
        .endsWith("SET PERSIST binlog_expire_logs_seconds = 604800;");
    variables.put("binlog_expire_logs_auto_purge", "OFF");
    assertProblems();
    assertAdvice();
  }

  @Test
  void eachMissingGrantIsReported() {
    grants.clear();
    grants.add("GRANT USAGE ON *.* TO `cap`@`%`");
    grants.add("GRANT INSERT ON `fanfare`.* TO `cap`@`%`");
    variables.put("skip_show_database", "ON");
    assertProblems(
        "The user 'cap'@'%' lacks the privilege to follow the binlog: GRANT REPLICATION SLAVE ON"
            + " *.* TO 'cap'@'%';",
        "The user 'cap'@'%' lacks the privilege to read the binlog position: GRANT REPLICATION"
            + " CLIENT ON *.* TO 'cap'@'%';",
        "The user 'cap'@'%' lacks the privilege to block writes while a snapshot begins: GRANT"
            + " RELOAD ON *.* TO 'cap'@'%';",
        "The user 'cap'@'%' lacks the privilege to list databases (skip_show_database is ON): GRANT"
            + " SHOW DATABASES ON *.* TO 'cap'@'%';",
        "The user 'cap'@'%' lacks the privilege to read the tables of fanfare: GRANT SELECT ON"
            + " fanfare.* TO 'cap'@'%';");
    assertAdvice(
        "The user 'cap'@'%' lacks the privilege to lock tables of fanfare, which a snapshot needs"
            + " on a server that refuses a global lock, as hosted ones do: GRANT LOCK TABLES ON"
            + " fanfare.* TO 'cap'@'%';");
  }

  @Test
  void finerGrantsAreEnough() {
    grants.clear();
    grants.add("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `cap`@`%`");
    grants.add("GRANT FLUSH_TABLES ON *.* TO `cap`@`%`");
    grants.add("GRANT LOCK TABLES ON `fan%`.* TO `cap`@`%`");
    tables.forEach(t -> grants.add("GRANT SELECT ON `fanfare`.`" + t + "` TO `cap`@`%`"));
    assertProblems();
    assertAdvice();
  }

  @Test
  void aDatabaseThatTheUserDoesNotSeeMayBeMissingOrForbidden() {
    databases.remove("fanfare");
    tables.clear();
    definitions.clear();
    assertProblems(
        "There is no database fanfare, or the user 'cap'@'%' cannot see it: set --source-database"
            + " to its name, or GRANT SELECT, LOCK TABLES ON fanfare.* TO 'cap'@'%';");
    grants.add("GRANT SELECT ON *.* TO `cap`@`%`");
    assertProblems("There is no database fanfare: set --source-database to its name.");
    databases.add("Fanfare");
    assertProblems("The database is called Fanfare, not fanfare: set --source-database Fanfare.");
  }

  @Test
  void missingTablesAreReported() {
    tables.removeAll(Set.of("follows", "comments", "mutes"));
    definitions.keySet().removeAll(Set.of("follows", "comments", "mutes"));
    assertProblems(
        "There is no table follows in fanfare, or the user cannot read it: create it as in"
            + " schemas/src/main/resources/mysql/schema.sql, or grant SELECT on it.");
    assertAdvice(
        "fanfare has no mutes, comments: capture skips them, and includes them once the application"
            + " creates them.");
    tables.add("Follows");
    assertProblems(
        "The table fanfare.Follows must be called follows: RENAME TABLE fanfare.Follows TO"
            + " fanfare.follows;");
  }

  @Test
  void missingColumnsAndKeysAreReported() {
    change("tracks", "  `published_at` bigint,\n", "");
    change("playlists", "  `title` bigint,\n", "");
    change("comments", "  `body` bigint,\n", "");
    change("comments", "  `track_id` bigint,\n", "");
    change("follows", "PRIMARY KEY (`follower_id`,`followee_id`)", "PRIMARY KEY (`other`)");
    change("blocks", "PRIMARY KEY (`user_id`,`blocked_user_id`)", "UNIQUE KEY `k` (`user_id`)");
    assertProblems(
        "The table fanfare.tracks has no column published_at, which the API server needs: add it,"
            + " possibly as a generated column.",
        "The table fanfare.playlists has no column title, which the API server needs: add it,"
            + " possibly as a generated column.",
        "The table fanfare.follows has no primary or unique key on (follower_id, followee_id), so"
            + " that two of its rows could be mistaken for one: ALTER TABLE fanfare.follows ADD"
            + " UNIQUE KEY (follower_id, followee_id);",
        "The table fanfare.comments has no column track_id, which the jobs need: add it, possibly"
            + " as a generated column.");
  }

  @Test
  void viewsAndTablesOfOtherEnginesAreRejected() {
    change("users", "ENGINE=InnoDB", "ENGINE=MyISAM");
    definitions.put("mutes", "CREATE ALGORITHM=UNDEFINED VIEW `mutes` AS select 1 AS `user_id`");
    assertProblems(
        "The table fanfare.users has the engine MyISAM, which allows no consistent snapshot: ALTER"
            + " TABLE fanfare.users ENGINE = InnoDB;",
        "fanfare.mutes is a view, and changes of a view are not in the binlog: replace it with a"
            + " table.");
  }

  @Test
  void foreignKeysThatChangeRowsWithoutTheBinlogAreReported() {
    database = "my-music";
    databases.add(database);
    grants.add("GRANT SELECT, LOCK TABLES ON `my-music`.* TO `cap`@`%`");
    change(
        "follows",
        "\n)",
        ",\n  CONSTRAINT `fk_a` FOREIGN KEY (`follower_id`) REFERENCES `users` (`id`) ON DELETE"
            + " CASCADE,\n  CONSTRAINT `fk b` FOREIGN KEY (`followee_id`) REFERENCES `users`"
            + " (`id`)  ON DELETE SET NULL ON UPDATE CASCADE,\n  CONSTRAINT `fk_c` FOREIGN KEY"
            + " (`followee_id`) REFERENCES `users` (`id`)\n)");
    assertProblems(
        "The foreign key fk_a of `my-music`.follows changes rows by itself (ON DELETE CASCADE), and"
            + " these changes never reach the binlog. Let the application make them, and ALTER"
            + " TABLE `my-music`.follows DROP FOREIGN KEY fk_a;",
        "The foreign key fk b of `my-music`.follows changes rows by itself (ON DELETE SET NULL, ON"
            + " UPDATE CASCADE), and these changes never reach the binlog. Let the application make"
            + " them, and ALTER TABLE `my-music`.follows DROP FOREIGN KEY `fk b`;");
    variables.put("innodb_native_foreign_keys", "OFF");
    assertProblems();
    variables.put("innodb_native_foreign_keys", "ON");
    assertThat(check().problems()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0"})
  void emptyOrZeroRetentionMeansNoExpiry(String value) {
    variables.put("expire_logs_days", value);
    variables.put("binlog_expire_logs_seconds", value);
    assertProblems();
    assertAdvice();
  }

  private void mariadb() {
    version = "11.4.5-MariaDB-log";
    declared = Flavour.MARIADB;
    variables.remove("gtid_mode");
  }

  private void change(String table, String from, String to) {
    assertThat(definitions.get(table)).contains(from);
    definitions.computeIfPresent(table, (name, text) -> text.replace(from, to));
  }

  /** A table with the contract's columns and key. */
  private static String definition(Model model) {
    return model.schema().getFields().stream()
            .map(column -> "  `" + column.name() + "` bigint,\n")
            .collect(Collectors.joining("", "CREATE TABLE `" + model.table() + "` (\n", ""))
        + model.primaryKey().stream()
            .map(column -> "`" + column + "`")
            .collect(Collectors.joining(",", "  PRIMARY KEY (", ")\n) ENGINE=InnoDB"));
  }

  private SourceFindings check() {
    return SourceCheck.judge(
        new SourceFacts(
            "'cap'@'%'",
            version, variables, grants, databases, binlogStatus, replica, tables, definitions),
        declared,
        database,
        OURS);
  }

  private void assertProblems(String... sentences) {
    assertThat(check().problems()).containsExactly(sentences);
  }

  private void assertAdvice(String... sentences) {
    assertThat(check().advice()).containsExactly(sentences);
  }
}
