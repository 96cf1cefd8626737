package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.resync.Redefinition;
import io.fanfare.ops.resync.Resync;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.stack.ModelsTopic.Change;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Statements after which the connector cannot read rows, and the command that helps. */
@ExtendWith(SharedStack.class)
@Isolated("changes tables, and stops the capture of all")
class RedefinitionITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than a restart of the connector takes. */
  private static final Duration STEADY = Duration.ofSeconds(5);

  private Application application;
  private ModelsTopic models;
  private long artist;
  private long listener;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    models = new ModelsTopic(application);
    artist = application.user();
    listener = application.user();
  }

  @AfterEach
  void close() throws SQLException {
    models.close();
    application.close();
  }

  /** A hidden column, a comment that the server executes, and a column behind one of later. */
  @Test
  void tablesThatTheConnectorCannotReadAreReadAfterTheCommand() throws Exception {
    application.execute(
        "ALTER TABLE comments ADD COLUMN lang CHAR(2) NULL AFTER words,"
            + " CHANGE COLUMN body words TEXT NULL");
    awaitProblem("misreads rows of comments since `ALTER TABLE comments ADD COLUMN lang CHAR(2)");
    assertAuditRefuses("run `fanfare resync --redefine comments`");
    long comment =
        comment("INSERT INTO comments VALUES (?, ?, 7, 'said', 'de', NULL, '2024-01-01')");
    awaitProblem("cannot read rows of comments since `ALTER TABLE comments ADD COLUMN lang");

    application.execute(
        "ALTER TABLE tracks ADD COLUMN mood VARCHAR(20) NULL"
            + " /*!50000 , ADD COLUMN energy INT NULL */");
    long track = application.track(artist);
    application.execute("ALTER TABLE users ADD UNIQUE KEY one_avatar " + keyOfALongText());
    application.execute("UPDATE users SET avatar_url = 'a.png' WHERE id = ?", artist);
    application.follow(listener, artist);
    assertThatProblemStays("run `fanfare resync --redefine comments`");
    assertAuditRefuses("run `fanfare resync --redefine comments`");

    assertThat(redefine(EnumSet.of(Model.COMMENT)).tables())
        .as("with those that it meets on its way")
        .containsExactlyInAnyOrderElementsOf(
            // MySQL's binlog leaves the key's hidden column out.
            Application.flavour() == Flavour.MYSQL
                ? EnumSet.of(Model.COMMENT, Model.TRACK)
                : EnumSet.of(Model.COMMENT, Model.TRACK, Model.USER));
    awaitNoProblem();

    List<Change> changes = models.changes(application);
    assertThat(last(changes, "tracks/" + track)).isInstanceOf(Track.class);
    assertThat(((User) last(changes, "users/" + artist)).getAvatarUrl()).isEqualTo("a.png");
    assertThat(((Comment) last(changes, "comments/" + comment)).getUserId()).isEqualTo(artist);
    assertThat(changes)
        .as("other tables have lost nothing, and nothing twice")
        .filteredOn(change -> change.key().equals("follows/" + listener + "/" + artist))
        .singleElement()
        .satisfies(follow -> assertThat(follow.broadcast().getRefresh()).isFalse());
    assertThat(Audits.of(artist).isClean()).isTrue();
    assertThat(Audits.of(listener).isClean()).isTrue();
    assertThatChangesAreCaptured(track, comment);
    restoreColumns();
  }

  /** Both servers keep a hidden column for it. */
  private static String keyOfALongText() {
    return switch (Application.flavour()) {
      case MARIADB -> "(avatar_url)";
      case MYSQL -> "((SHA2(avatar_url, 256)))";
    };
  }

  /** The tables still have the columns that were in the way, and the hidden one, too. */
  private void assertThatChangesAreCaptured(long track, long comment) throws SQLException {
    application.execute("UPDATE tracks SET title = 'new', energy = 3 WHERE id = ?", track);
    application.execute("UPDATE users SET city = 'Kiel' WHERE id = ?", artist);
    application.execute("DELETE FROM comments WHERE id = ?", comment);
    List<Change> changes = models.changes(application);
    assertThat(((Track) last(changes, "tracks/" + track)).getTitle()).isEqualTo("new");
    assertThat(((User) last(changes, "users/" + artist)).getCity()).isEqualTo("Kiel");
    assertThat(last(changes, "comments/" + comment)).isNull();
  }

  private void restoreColumns() throws Exception {
    application.execute("ALTER TABLE tracks DROP COLUMN mood, DROP COLUMN energy");
    application.execute(
        "ALTER TABLE comments DROP COLUMN lang, CHANGE COLUMN words body TEXT NULL");
    application.execute("ALTER TABLE users DROP KEY one_avatar");
    redefine(EnumSet.of(Model.TRACK, Model.USER, Model.COMMENT));
    awaitNoProblem();
  }

  /**
   * MySQL has no such tables. In the binlog, a DELETE of such a table is an UPDATE of a hidden
   * column.
   */
  @Test
  @Tag("MariaDB")
  void aVersionedTableIsLeftOutUntilItIsAnOrdinaryOne() throws Exception {
    long kept = comment("INSERT INTO comments VALUES (?, ?, 7, 'kept', NULL, '2024-01-01')");
    application.execute("ALTER TABLE comments ADD SYSTEM VERSIONING");
    long gone = comment("INSERT INTO comments VALUES (?, ?, 7, 'gone', NULL, '2024-01-01')");
    application.execute("UPDATE comments SET body = 'changed' WHERE id = ?", kept);
    application.execute("DELETE FROM comments WHERE id = ?", gone);
    awaitProblem("cannot read rows of comments since `ALTER TABLE comments ADD SYSTEM VERSIONING`");

    assertThat(redefine(EnumSet.of(Model.COMMENT)).unfollowed())
        .singleElement()
        .asString()
        .contains("ALTER TABLE `comments` DROP SYSTEM VERSIONING");
    awaitProblem("changes of comments are not captured: run `fanfare resync --redefine comments`");
    assertAuditRefuses("changes of comments are not captured");
    List<Change> changes = models.changes(application);
    assertThat(((Comment) last(changes, "comments/" + kept)).getBody()).isEqualTo("changed");

    application.execute("ALTER TABLE comments DROP SYSTEM VERSIONING");
    assertThat(redefine(EnumSet.of(Model.COMMENT)).unfollowed()).isEmpty();
    awaitNoProblem();
    application.execute("DELETE FROM comments WHERE id = ?", kept);
    assertThat(last(models.changes(application), "comments/" + kept)).isNull();
    assertThat(Audits.of(artist).isClean()).isTrue();
  }

  private long comment(String insert) throws SQLException {
    long id = Application.newId();
    application.execute(insert, id, artist);
    return id;
  }

  /** What the command does. */
  private static Redefinition.Result redefine(Set<Model> models) throws Exception {
    PipelineAccess access = SharedStack.get().addresses().access();
    Redefinition.Result result = new Redefinition(access, System.out::println).run(models);
    new Resync(access, new PrintWriter(System.out, true)).run(result.tables(), false);
    return result;
  }

  private static void awaitProblem(String part) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(SharedStack.get().state().problem()).contains(part));
  }

  private static void assertThatProblemStays(String part) {
    await()
        .during(STEADY)
        .atMost(STEADY.plusSeconds(1))
        .until(() -> SharedStack.get().state().problem().contains(part));
  }

  private static void awaitNoProblem() {
    await().atMost(PATIENCE).until(() -> SharedStack.get().state().problem().isEmpty());
  }

  private void assertAuditRefuses(String sentence) {
    assertThatThrownBy(() -> Audits.of(listener))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining(sentence);
  }

  /** The row as its last change left it; null if it is gone. */
  private static Object last(List<Change> changes, String key) {
    ModelBroadcast last =
        changes.stream()
            .filter(change -> change.key().equals(key))
            .reduce((former, later) -> later)
            .orElseThrow()
            .broadcast();
    return last.getAfter();
  }
}
