package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.DatabaseUser;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Track;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The binlog does not have what the tables have: rows that were never committed, or a statement in
 * place of rows. The capture cannot know, and the audit can.
 */
@ExtendWith(SharedStack.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(SharedStack.LONG)
class UncommittedRowsITCase {

  private Application application;
  private ModelsTopic models;
  private long artist;
  private long listener;
  private long track;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    models = new ModelsTopic(application);
    artist = application.user();
    listener = application.user();
    application.follow(listener, artist);
    track = application.track(artist);
  }

  @AfterEach
  void close() throws SQLException {
    models.close();
    application.close();
  }

  /** MariaDB and MySQL log what is prepared, and only later what became of it. */
  @Test
  void whatAnXaTransactionRolledBackIsFoundAndRepaired() throws Exception {
    String id = "'" + track + "'";
    execute("XA START " + id);
    long phantom = phantoms();
    execute("XA END " + id, "XA PREPARE " + id, "XA ROLLBACK " + id);
    assertThatPhantomsAreRepaired(phantom);
  }

  /**
   * A temporary table cannot be rolled back, so MariaDB logs the whole transaction. MySQL logs no
   * temporary table beside rows.
   */
  @Test
  void whatWasRolledBackBesideATemporaryTableIsFoundAndRepaired() throws Exception {
    execute("START TRANSACTION");
    long phantom = phantoms();
    execute("CREATE TEMPORARY TABLE scratch (id INT)", "DROP TEMPORARY TABLE scratch", "ROLLBACK");
    switch (Application.flavour()) {
      case MARIADB -> assertThatPhantomsAreRepaired(phantom);
      case MYSQL -> assertThatNothingWasCaptured(phantom);
    }
  }

  @Test
  void aStatementThatIsInTheBinlogInPlaceOfItsRowsIsFoundAndRepaired() throws Exception {
    assertThat(Audits.of(artist).isClean()).isTrue();
    try (Connection administrator = administrator();
        Statement any = administrator.createStatement()) {
      any.execute("SET SESSION binlog_format = 'STATEMENT'");
      any.execute("UPDATE tracks SET title = 'as a statement' WHERE id = " + track);
    }
    models.changes(application);
    assertThat(title()).isEqualTo("track " + track);
    assertThat(Audits.of(artist).document(Duration.ZERO)).containsEntry("stale", 1L);
    assertThat(Audits.repairing(artist).isClean()).isTrue();
    models.changes(application);
    assertThat(title()).isEqualTo("as a statement");
  }

  /** Of a source of one's own, the given user must be one. */
  private Connection administrator() throws SQLException {
    if (SharedStack.get().addresses().source().isExternal()) {
      return new Application().connection();
    }
    return DriverManager.getConnection(
        SharedStack.get().addresses().mysqlUrl(),
        DatabaseUser.ROOT.userName(),
        SharedStack.settings().secrets().password(DatabaseUser.ROOT));
  }

  private String title() {
    return ((Track) last("tracks/" + track).getAfter()).getTitle();
  }

  /** A track of its own, and a like of one that is there. */
  private long phantoms() throws SQLException {
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
    return application.track(artist);
  }

  private void assertThatPhantomsAreRepaired(long phantom) throws Exception {
    models.changes(application);
    assertThat(last("tracks/" + phantom).getAfter()).as("captured").isInstanceOf(Track.class);

    AuditReport report = Audits.of(artist);
    assertThat(report.isClean()).isFalse();
    assertThat(Audits.of(listener).isClean()).as("closeness to a like").isFalse();

    AuditReport repaired = Audits.repairing(artist);
    assertThat(repaired.lines(Duration.ZERO)).contains("There is no difference.");
    assertThat(Audits.repairing(listener).isClean()).isTrue();
    models.changes(application);
    assertThat(last("tracks/" + phantom).getAfter()).isNull();
    assertThat(last("track_likes/" + listener + "/" + track).getAfter()).isNull();
    assertThat(Audits.of(listener).unreclaimed()).isZero();
  }

  private void assertThatNothingWasCaptured(long phantom) throws Exception {
    assertThat(models.changes(application))
        .extracting(ModelsTopic.Change::key)
        .doesNotContain("tracks/" + phantom, "track_likes/" + listener + "/" + track);
    assertThat(Audits.of(artist).isClean()).isTrue();
    assertThat(Audits.of(listener).isClean()).isTrue();
  }

  private ModelBroadcast last(String key) {
    return models.read().stream()
        .filter(change -> change.key().equals(key))
        .reduce((former, later) -> later)
        .orElseThrow()
        .broadcast();
  }

  private void execute(String... statements) throws SQLException {
    try (Statement any = application.connection().createStatement()) {
      for (String statement : statements) {
        any.execute(statement);
      }
    }
  }
}
