package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.connectors.debezium.source.SourceFindings;
import io.fanfare.local.SourceDescription;
import io.fanfare.local.pipeline.ReachableSource;
import io.fanfare.ops.OperationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The errors for a server that cannot be captured as it is; no stack is started. */
class SourceCheckITCase {

  private static final String DATABASE = "my-music";
  private static final String[] ENOUGH = {
    "RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.*",
    "SELECT, LOCK TABLES ON `" + DATABASE + "`.*"
  };

  private static OwnMariaDb server;

  @BeforeAll
  static void start() throws Exception {
    server = new OwnMariaDb("checked", 10);
    server.makeTables(DATABASE);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @AfterEach
  void mend() throws Exception {
    server.execute(
        "SET GLOBAL binlog_format = 'ROW'",
        "SET GLOBAL binlog_row_image = 'FULL'",
        "SET GLOBAL binlog_expire_logs_seconds = 0",
        "SET GLOBAL log_bin_compress = OFF",
        "SET GLOBAL require_secure_transport = OFF");
  }

  @Test
  void aServerThatIsAsItShouldBeIsTakenWithoutAWord() throws Exception {
    server.makeUser("good", ENOUGH);
    assertThat(check("good").advice()).isEmpty();
  }

  @Test
  void rolesAndAllPrivilegesCount() throws Exception {
    server.execute("CREATE OR REPLACE ROLE capturing");
    for (String grant : ENOUGH) {
      server.execute("GRANT " + grant + " TO capturing");
    }
    server.makeUser("actor", "capturing");
    server.execute("SET DEFAULT ROLE capturing FOR 'actor'@'%'");
    assertThat(check("actor").advice()).isEmpty();
    server.makeUser("mighty", "ALL PRIVILEGES ON *.*");
    assertThat(check("mighty").advice()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    server.makeUser("poor", "INSERT ON `" + DATABASE + "`.*", "SELECT ON `" + DATABASE + "`.users");
    server.execute(
        "SET GLOBAL binlog_format = 'MIXED'",
        "SET GLOBAL binlog_row_image = 'MINIMAL'",
        "SET GLOBAL binlog_expire_logs_seconds = 7200",
        "SET GLOBAL log_bin_compress = ON");
    String mending = "; and set it in its configuration file, so that it survives a restart.";
    assertThat(problems("poor"))
        .containsExactly(
            "The server's binlog_format is MIXED, not ROW, and a logged statement does not show"
                + " which rows it changed (open sessions keep the old value until they reconnect):"
                + " SET GLOBAL binlog_format = 'ROW'"
                + mending,
            "The server's binlog_row_image is MINIMAL, not FULL, and capture needs all columns of a"
                + " changed row (open sessions keep the old value until they reconnect): SET GLOBAL"
                + " binlog_row_image = 'FULL'"
                + mending,
            "The server compresses changes in its binlog (log_bin_compress is ON), and capture"
                + " misses these changes: SET GLOBAL log_bin_compress = OFF"
                + mending,
            "The server keeps its binlog for 2 h only, and a capture that is down for longer loses"
                + " changes: SET GLOBAL binlog_expire_logs_seconds = 604800"
                + mending,
            "The user 'poor'@'%' lacks the privilege to follow the binlog: GRANT REPLICATION SLAVE"
                + " ON *.* TO 'poor'@'%';",
            "The user 'poor'@'%' lacks the privilege to read the binlog position: GRANT REPLICATION"
                + " CLIENT ON *.* TO 'poor'@'%';",
            "The user 'poor'@'%' lacks the privilege to block writes while a snapshot begins: GRANT"
                + " RELOAD ON *.* TO 'poor'@'%';",
            "The user 'poor'@'%' lacks the privilege to read the tables of my-music: GRANT SELECT"
                + " ON `my-music`.* TO 'poor'@'%';");
  }

  /** The user may read the tables and nothing else: foreign keys are found all the same. */
  @Test
  void tablesThatCannotBeCapturedAreNamed() throws Exception {
    server.makeTables("odd");
    server.makeUser("odd", ENOUGH[0], "SELECT ON odd.*");
    server.execute(
        "DROP TABLE odd.follows",
        "DROP TABLE odd.mutes",
        "ALTER TABLE odd.tracks DROP COLUMN published_at",
        "ALTER TABLE odd.users ENGINE = Aria",
        "ALTER TABLE odd.track_likes DROP PRIMARY KEY",
        "ALTER TABLE odd.comments ADD CONSTRAINT of_track FOREIGN KEY (track_id)"
            + " REFERENCES odd.tracks (id) ON DELETE CASCADE");
    assertThat(problems(server.describe("odd", "odd"), OwnMariaDb.PASSWORD))
        .containsExactly(
            "There is no table follows in odd, or the user cannot read it: create it as in"
                + " schemas/src/main/resources/mysql/schema.sql, or grant SELECT on it.",
            "The table odd.users has the engine Aria, which allows no consistent snapshot: ALTER"
                + " TABLE odd.users ENGINE = InnoDB;",
            "The table odd.tracks has no column published_at, which the API server needs: add it,"
                + " possibly as a generated column.",
            "The table odd.track_likes has no primary or unique key on (user_id, track_id), so that"
                + " two of its rows could be mistaken for one: ALTER TABLE odd.track_likes ADD"
                + " UNIQUE KEY (user_id, track_id);",
            "The foreign key of_track of odd.comments changes rows by itself (ON DELETE CASCADE),"
                + " and these changes never reach the binlog. Let the application make them, and"
                + " ALTER TABLE odd.comments DROP FOREIGN KEY of_track;");
  }

  @Test
  void whoIsNotLetInIsToldWhy() throws Exception {
    server.makeUser("good", ENOUGH);
    assertThat(problems(server.describe("good", DATABASE), "guessed"))
        .singleElement()
        .asString()
        .startsWith("The server refuses the user good or the password: check --source-user");
    server.execute("SET GLOBAL require_secure_transport = ON");
    try {
      assertThat(problems("good"))
          .singleElement()
          .asString()
          .startsWith("The server insists on TLS (require_secure_transport is ON)");
    } finally {
      mend();
    }
  }

  @Test
  void aServerThatIsAnotherOrNowhereIsToldApart() throws Exception {
    server.makeUser("good", ENOUGH);
    SourceDescription good = server.describe("good", DATABASE);
    assertThat(
            problems(
                new SourceDescription(
                    Flavour.MYSQL, good.host(), good.port(), good.user(), good.database()),
                OwnMariaDb.PASSWORD))
        .singleElement()
        .asString()
        .startsWith("The server is MariaDB 11.")
        .endsWith("not MySQL: set --source-flavour mariadb.");
    assertThat(
            problems(
                new SourceDescription(
                    Flavour.MARIADB, good.host(), good.port() + 1, good.user(), good.database()),
                OwnMariaDb.PASSWORD))
        .containsExactly(
            "The server does not answer (ConnectException: Connection refused): start it, or check"
                + " --source.");
  }

  private static SourceFindings check(String user) {
    return ReachableSource.of(server.describe(user, DATABASE), OwnMariaDb.PASSWORD).check();
  }

  private static List<String> problems(String user) {
    return problems(server.describe(user, DATABASE), OwnMariaDb.PASSWORD);
  }

  private static List<String> problems(SourceDescription source, String password) {
    List<String> lines = new ArrayList<>();
    assertThatThrownBy(() -> ReachableSource.of(source, password).check())
        .isInstanceOfSatisfying(
            OperationException.class, refused -> refused.getMessage().lines().forEach(lines::add));
    assertThat(lines.remove(0))
        .isEqualTo("The source, " + source.describe() + ", cannot be captured as it is:");
    return lines.stream().map(line -> line.substring("- ".length())).toList();
  }
}
