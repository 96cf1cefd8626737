package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Unreadable;
import io.fanfare.stack.ModelsTopic.Change;
import java.io.IOException;
import java.io.InputStream;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The application changes its tables while the capture runs. */
@ExtendWith(SharedStack.class)
@Isolated("changes tables, and reads all of models")
class TableChangesITCase {

  private static final long MICROS = 1_704_067_200_000_000L;

  private static final String ADD_HIDE_REPOSTS =
      "ALTER TABLE dashboard_settings ADD COLUMN hide_reposts BOOLEAN NOT NULL DEFAULT 0";

  private Application application;
  private ModelsTopic models;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    models = new ModelsTopic(application);
  }

  /** Other tests share the tables. */
  @AfterEach
  void restoreAndClose() throws Exception {
    models.close();
    application.execute("DROP VIEW IF EXISTS other_view");
    application.execute("DROP PROCEDURE IF EXISTS other_procedure");
    application.execute("DROP TABLE IF EXISTS comments, old_comments, new_comments, other");
    application.execute(definitionOfComments());
    restoreSettings();
    application.close();
  }

  private void restoreSettings() throws SQLException {
    DatabaseMetaData metaData = application.connection().getMetaData();
    try (ResultSet column = metaData.getColumns(null, null, "dashboard_settings", "hide_reposts")) {
      if (!column.next()) {
        application.execute(ADD_HIDE_REPOSTS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FIRST", "AFTER user_id", ""})
  void anAddedColumnIsIgnored(String position) throws Exception {
    long before = comment("before");
    application.execute(
        "ALTER TABLE comments ADD COLUMN mood VARCHAR(20) NOT NULL DEFAULT 'good' " + position);
    long with = comment("with");
    application.execute("UPDATE comments SET mood = 'bad' WHERE id = ?", before);
    application.execute("ALTER TABLE comments DROP COLUMN mood");
    long after = comment("after");
    assertThat(models.changes(application))
        .extracting(change -> change.broadcast().getAfter())
        .containsExactly(
            row(before, "before"), row(with, "with"), row(before, "before"), row(after, "after"));
  }

  @Test
  void aDroppedColumnReadsAsNull() throws Exception {
    long before = comment("before");
    application.execute("ALTER TABLE comments DROP COLUMN body");
    long without =
        insert("INSERT INTO comments (id, user_id, track_id, created_at) VALUES (?, 1, 2, %s)");
    application.execute("UPDATE comments SET timestamp_ms = 5 WHERE id = ?", before);
    application.execute("ALTER TABLE comments ADD COLUMN body TEXT NULL");
    long after = comment("after");
    assertThat(models.changes(application))
        .extracting(change -> change.broadcast().getAfter())
        .containsExactly(
            row(before, "before"),
            row(without, null),
            new Comment(before, 1L, 2L, null, 5L, MICROS),
            row(after, "after"));
  }

  @Test
  void aColumnThatARuleNeedsIsMissedAloud() throws Exception {
    long before = settings();
    application.execute("ALTER TABLE dashboard_settings DROP COLUMN hide_reposts");
    long without = settings();
    application.execute("DELETE FROM dashboard_settings WHERE user_id = ?", before);
    long comment = comment("of another table");
    application.execute(ADD_HIDE_REPOSTS);
    long after = settings();

    List<Change> changes = models.changes(application);
    assertThat(changes)
        .extracting(Change::toString)
        .containsExactly(
            "create.DashboardSettings dashboard_settings/" + before,
            "unreadable.DashboardSettings dashboard_settings/" + without,
            "unreadable.DashboardSettings dashboard_settings/" + before,
            "create.Comment comments/" + comment,
            "create.DashboardSettings dashboard_settings/" + after);
    Unreadable unreadable = changes.get(1).unreadable();
    assertThat(unreadable.getTable()).isEqualTo("dashboard_settings");
    assertThat(unreadable.getCause())
        .isEqualTo(
            "Table dashboard_settings has no column hide_reposts, and the contract has no default"
                + " for it.");
    assertThat(UTF_8.decode(unreadable.getRaw()).toString()).contains("\"user_id\":" + without);
  }

  @Test
  void aRowThatNoRecordCanHoldIsUnreadable() throws Exception {
    application.execute("ALTER TABLE comments MODIFY body MEDIUMTEXT NULL");
    long large = comment("x".repeat(3_000_000));
    long small = comment("small");
    List<Change> changes = models.changes(application);
    assertThat(changes)
        .extracting(Change::toString)
        .containsExactly(
            "unreadable.Comment comments/" + large, "create.Comment comments/" + small);
    assertThat(changes.get(0).unreadable().getCause()).contains("comments", "more than");
  }

  @Test
  void aColumnOfAnotherTypeIsReadAsLongAsItsValuesFit() throws Exception {
    application.execute("ALTER TABLE comments MODIFY timestamp_ms VARCHAR(20) NULL");
    long fits = Application.newId();
    long doesNot = Application.newId();
    String insert = "INSERT INTO comments VALUES (?, 1, 2, NULL, ?, '2024-01-01')";
    application.execute(insert, fits, "17");
    application.execute(insert, doesNot, "soon");
    List<Change> changes = models.changes(application);
    assertThat(changes.get(0).broadcast().getAfter())
        .isEqualTo(new Comment(fits, 1L, 2L, null, 17L, MICROS));
    assertThat(changes.get(1).unreadable().getCause())
        .isEqualTo("Column comments.timestamp_ms is 'soon', not a whole number of 64 bits.");
  }

  @Test
  void aNumberWithAFractionIsRoundedWhereNoRuleNeedsIt() throws Exception {
    application.execute("ALTER TABLE comments MODIFY timestamp_ms DECIMAL(30,2) NULL");
    long id = Application.newId();
    application.execute("INSERT INTO comments VALUES (?, 1, 2, NULL, 127.98, '2024-01-01')", id);
    assertThat(models.changes(application))
        .extracting(change -> change.broadcast().getAfter())
        .containsExactly(new Comment(id, 1L, 2L, null, 128L, MICROS));
  }

  /** As tools for schema changes without downtime do it. */
  @Test
  void aTableThatTakesAnothersPlaceIsCapturedUnderItsName() throws Exception {
    long before = comment("before");
    application.execute("CREATE TABLE new_comments LIKE comments");
    application.execute("ALTER TABLE new_comments ADD COLUMN mood TEXT NULL AFTER id");
    application.execute(
        "INSERT INTO new_comments (id, user_id, track_id, body, timestamp_ms, created_at)"
            + " SELECT * FROM comments");
    application.execute("RENAME TABLE comments TO old_comments, new_comments TO comments");
    long after = comment("after");
    application.execute("DROP TABLE old_comments");
    long last = comment("last");
    assertThat(models.changes(application))
        .extracting(change -> change.broadcast().getAfter())
        .containsExactly(row(before, "before"), row(after, "after"), row(last, "last"));
  }

  @Test
  void aTableThatIsDroppedAndMadeAgainIsCapturedAgain() throws Exception {
    long before = comment("before");
    application.execute("DROP TABLE comments");
    application.execute(definitionOfComments());
    long after = comment("after");
    assertThat(models.changes(application))
        .extracting(Change::toString)
        .containsExactly("create.Comment comments/" + before, "create.Comment comments/" + after);
  }

  /** Debezium's parser knows not all of them. */
  static Stream<String> statementsThatConcernNoRow() {
    return switch (Application.flavour()) {
      case MARIADB ->
          Stream.of(
              "CREATE TABLE other (id INT PRIMARY KEY, address INET6)",
              "CREATE TABLE other (id INT PRIMARY KEY) WITH SYSTEM VERSIONING",
              "CREATE TABLE other (id UUID DEFAULT UUID() PRIMARY KEY, j JSON CHECK"
                  + " (JSON_VALID(j)), v INT AS (1) PERSISTENT INVISIBLE)",
              "CREATE SEQUENCE other START WITH 1 INCREMENT BY 2",
              "CREATE VIEW other_view AS SELECT id FROM comments",
              "CREATE PROCEDURE other_procedure() BEGIN DECLARE i INT DEFAULT 0;"
                  + " FOR r IN (SELECT 1) DO SET i = i + 1; END FOR; END",
              "ALTER TABLE comments ADD INDEX by_track (track_id) IGNORED, ALGORITHM=INPLACE,"
                  + " LOCK=NONE",
              "ANALYZE TABLE comments PERSISTENT FOR ALL",
              "OPTIMIZE TABLE comments");
      case MYSQL ->
          Stream.of(
              "CREATE TABLE other (id INT PRIMARY KEY, v VECTOR(3), j JSON,"
                  + " INDEX members ((CAST(j->'$.a' AS UNSIGNED ARRAY))))",
              "CREATE TABLE other (id BINARY(16) DEFAULT (UUID_TO_BIN(UUID())) PRIMARY KEY,"
                  + " j JSON CHECK (JSON_VALID(j)), v INT AS (1) STORED INVISIBLE)",
              "CREATE VIEW other_view AS SELECT id FROM comments",
              "CREATE PROCEDURE other_procedure() BEGIN DECLARE i INT DEFAULT 0;"
                  + " FETCH_ALL: LOOP SET i = i + 1; LEAVE FETCH_ALL; END LOOP; END",
              "ALTER TABLE comments ADD INDEX by_track (track_id DESC, (LEFT(body, 8))) INVISIBLE",
              "ANALYZE TABLE comments UPDATE HISTOGRAM ON track_id WITH 8 BUCKETS",
              "OPTIMIZE TABLE comments");
    };
  }

  @ParameterizedTest
  @MethodSource("statementsThatConcernNoRow")
  void aStatementThatConcernsNoRowStopsNothing(String statement) throws Exception {
    try (Statement any = application.connection().createStatement()) {
      any.execute(statement);
    }
    long id = comment("after it");
    assertThat(models.changes(application))
        .extracting(Change::toString)
        .containsExactly("create.Comment comments/" + id);
  }

  private long comment(String body) throws SQLException {
    long id = Application.newId();
    application.execute(
        "INSERT INTO comments (id, user_id, track_id, body, created_at)"
            + " VALUES (?, 1, 2, ?, '2024-01-01')",
        id,
        body);
    return id;
  }

  private long settings() throws SQLException {
    return insert("INSERT INTO dashboard_settings (user_id) VALUES (?)");
  }

  private long insert(String sql) throws SQLException {
    long id = Application.newId();
    application.execute(sql.formatted("'2024-01-01'"), id);
    return id;
  }

  private static String definitionOfComments() throws IOException {
    try (InputStream in = Topics.class.getResourceAsStream("/mysql/schema.sql")) {
      String script = new String(in.readAllBytes(), UTF_8);
      int start = script.indexOf("CREATE TABLE IF NOT EXISTS comments");
      return script.substring(start, script.indexOf(';', start));
    }
  }

  private static Comment row(long id, String body) {
    return new Comment(id, 1L, 2L, body, null, MICROS);
  }
}
