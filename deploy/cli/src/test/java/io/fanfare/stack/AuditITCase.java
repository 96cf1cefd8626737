package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.ClosenessWriter;
import io.fanfare.connectors.cassandra.DeleteDashboardEntry;
import io.fanfare.connectors.cassandra.InsertDashboardEntry;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.workloads.api.EventsClient;
import io.fanfare.workloads.sample.PlayStream.Played;
import io.fanfare.workloads.soak.NetworkHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The audit against dashboards, closeness, an index and stats that are right, on their way, and
 * broken by hand.
 */
@ExtendWith(SharedStack.class)
class AuditITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

  private Application application;
  private CqlSession cassandra;
  private long listener;
  private long artist;
  private Activity published;

  @BeforeEach
  void publish() throws SQLException, InterruptedException {
    application = new Application();
    StackAddresses addresses = SharedStack.get().addresses();
    cassandra = CassandraSession.open(addresses.cassandraContactPoint(), StackAddresses.DATACENTER);
    listener = application.user();
    artist = application.user();
    application.follow(listener, artist);
    Instant now = Application.now();
    long track = application.track(artist, now);
    published = new Activity(ActivityKind.TRACK, artist, track, Micros.of(now));
    assertThat(audit(listener).isClean()).isTrue();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
    cassandra.close();
  }

  @Test
  void findsNoDifferenceWhileRowsChangeAllTheTime() throws Exception {
    NetworkHistory history = application.history(7);
    Thread writer =
        new Thread(
            () -> {
              try {
                while (!Thread.interrupted()) {
                  history.next().execute(application.connection());
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    // Other tests change rows in ways that are not captured.
    ViewsAudit.Scope own = ViewsAudit.between(listener, Application.newId());
    AuditReport report = new ViewsAudit(addresses().access(), NOWHERE).run(own);
    writer.interrupt();
    writer.join();

    assertThat(report.lines(Duration.ZERO)).contains("There is no difference.");
    // Some users may be gone at the moment.
    assertThat(report.recipients()).isGreaterThan(history.users().size() / 2);
    assertThat(new ViewsAudit(addresses().access(), NOWHERE).run(own).expected()).isPositive();
  }

  @Test
  void findsAndMendsAnEntryThatIsLost() throws Exception {
    delete(published);

    AuditReport report = audit(listener);
    assertThat(report.isClean()).isFalse();
    assertThat(report.document(Duration.ZERO)).containsEntry("missing", 1L);

    assertMended(1);
    assertThat(Feed.of(listener)).containsExactly("track " + published.getObjectId());
  }

  @Test
  void findsAndMendsAnEntryWithAnotherTime() throws Exception {
    delete(published);
    insert(Activity.newBuilder(published).setActivityTime(published.getActivityTime() - 1).build());

    AuditReport report = audit(listener);
    assertThat(report.document(Duration.ZERO)).containsEntry("stale", 1L);
    assertThat(report.unreclaimed()).isEqualTo(1);

    assertMended(2);
  }

  @Test
  void reportsRowsThatAreNeverShownApartAndReclaimsThem() throws Exception {
    insert(new Activity(ActivityKind.TRACK_REPOST, artist, 987L, published.getActivityTime()));
    insert(new Activity(ActivityKind.PLAYLIST, 986L, 985L, published.getActivityTime()));

    AuditReport report = audit(listener);
    assertThat(report.isClean()).isTrue();
    assertThat(report.unreclaimed()).isEqualTo(2);

    assertMended(2);
  }

  @Test
  void findsAndRepairsClosenessRowsThatAreMissingOrExtra() throws Exception {
    long track = published.getObjectId();
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
    assertThat(audit(listener).isClean()).isTrue();
    writeCloseness(ClosenessOperation.REMOVE, InteractionKind.TRACK_LIKE, artist, 0);
    // Who owns the track now knows nothing of these: another owner, no such repost, no such
    // comment.
    writeCloseness(ClosenessOperation.ADD, InteractionKind.TRACK_LIKE, artist + 1, 0);
    writeCloseness(ClosenessOperation.ADD, InteractionKind.TRACK_REPOST, artist + 1, 0);
    writeCloseness(ClosenessOperation.ADD, InteractionKind.COMMENT, artist + 1, 17);
    writeCloseness(ClosenessOperation.ADD, InteractionKind.TRACK_REPOST, artist, 0);

    AuditReport report = audit(listener);
    assertThat(report.document(Duration.ZERO))
        .containsEntry("missing", 1L)
        .containsEntry("extra", 4L);

    assertMended(5);
  }

  @Test
  void findsAndRepairsDocumentsThatAreMissingStaleOrExtra() throws Exception {
    long lost = application.track(artist);
    assertThat(audit(artist).isClean()).isTrue();
    try (Elasticsearch elasticsearch = new Elasticsearch(addresses().access().requireSearch())) {
      Indexed indexed = new Indexed(elasticsearch);
      indexed.put("tracks", lost, Map.of("id", lost, "removed", true));
      indexed.put(
          "tracks",
          published.getObjectId(),
          Map.of("id", published.getObjectId(), "removed", false, "user_id", artist));
      long nobodys = Application.newId();
      indexed.put("tracks", nobodys, Map.of("id", nobodys, "removed", false, "user_id", artist));
    }

    AuditReport report = audit(artist);
    assertThat(report.document(Duration.ZERO))
        .containsEntry("missing", 1L)
        .containsEntry("stale", 1L)
        .containsEntry("extra", 1L);

    AuditReport repaired =
        new ViewsAudit(addresses().access(), NOWHERE).repairing().run(ViewsAudit.one(artist));
    assertThat(repaired.lines(Duration.ZERO)).contains("There is no difference.");
    assertThat(repaired.repaired()).isEqualTo(3);
  }

  @Test
  void findsAndMendsCellsThatAreLostOrSayAnotherNumber() throws Exception {
    long track = published.getObjectId();
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
    long expected = audit(artist).expected();
    assertThat(audit(artist).isClean()).isTrue();
    cassandra.execute(
        "DELETE FROM stats.cells USING TIMESTAMP ? WHERE subject_type = 1 AND subject_id = ?"
            + " AND kind = 3 AND granularity = 5 AND period = 0 AND bucket = 0 AND track_id = ?",
        versionOfNow(),
        track,
        track);
    cassandra.execute(
        "UPDATE stats.cells USING TIMESTAMP ? SET total = 7 WHERE subject_type = 2"
            + " AND subject_id = ? AND kind = 6 AND granularity = 5 AND period = 0 AND bucket = 0"
            + " AND track_id = 0",
        versionOfNow(),
        artist);

    // Where nothing says that there are likes, no minute, hour, day and month of them is found.
    AuditReport report = audit(artist);
    assertThat(report.document(Duration.ZERO))
        .containsEntry("missing", 5L)
        .containsEntry("stale", 1L)
        .containsEntry("expected", expected);

    AuditReport repaired =
        new ViewsAudit(addresses().access(), NOWHERE).repairing().run(ViewsAudit.one(artist));
    assertThat(repaired.lines(Duration.ZERO)).contains("There is no difference.");
    assertThat(repaired.repaired()).isEqualTo(6);
  }

  @Test
  void findsCellsOfEventsThatAreLostOrSayAnotherNumberAndMendsThoseThatAreLost() throws Exception {
    long track = published.getObjectId();
    long rows = audit(artist).expected();
    Instant now = Instant.now();
    play("a", track, now);
    play("b", track, now);
    // Sent twice.
    play("b", track, now);
    // Of minute, hour, day, month and all, for the track and among the cells of who owns it; and
    // what its document says.
    AuditReport whole = audit(artist);
    assertThat(whole.document(Duration.ZERO)).containsEntry("expected", rows + 11);
    assertThat(whole.isClean()).isTrue();

    // A deletion would win over every write with the same number. With them go five of the follow.
    cassandra.execute("TRUNCATE stats.cells");
    assertThat(audit(artist).document(Duration.ZERO)).containsEntry("missing", 15L);
    AuditReport mended =
        new ViewsAudit(addresses().access(), NOWHERE).repairing().run(ViewsAudit.one(artist));
    assertThat(mended.lines(Duration.ZERO)).contains("There is no difference.");
    assertThat(mended.repaired()).isEqualTo(15);

    setTotal(track, 1);
    AuditReport less = audit(artist);
    assertThat(less.document(Duration.ZERO)).containsEntry("stale", 1L);
    assertThat(less.lines(Duration.ZERO))
        .anyMatch(line -> line.contains("counts less than the log"));
    setTotal(track, 1_000);
    AuditReport more =
        new ViewsAudit(addresses().access(), NOWHERE).repairing().run(ViewsAudit.one(artist));
    assertThat(more.document(Duration.ZERO)).containsEntry("stale", 1L);
    assertThat(more.repaired()).isZero();
    assertThat(more.lines(Duration.ZERO)).anyMatch(line -> line.contains("no repair corrects it"));
  }

  @Test
  void findsAndMendsADocumentThatSaysFewerPlays() throws Exception {
    long track = published.getObjectId();
    play("a", track, Instant.now());
    assertThat(audit(artist).isClean()).isTrue();
    try (Elasticsearch elasticsearch = new Elasticsearch(addresses().access().requireSearch())) {
      new Indexed(elasticsearch).change("tracks", track, Map.of("playback_count", 0));
      AuditReport report = audit(artist);
      assertThat(report.document(Duration.ZERO)).containsEntry("missing", 1L);
      assertThat(report.lines(Duration.ZERO)).anyMatch(line -> line.contains("1 plays"));
      AuditReport mended =
          new ViewsAudit(addresses().access(), NOWHERE).repairing().run(ViewsAudit.one(artist));
      assertThat(mended.lines(Duration.ZERO)).contains("There is no difference.");
      assertThat(mended.repaired()).isEqualTo(1);
    }
  }

  @Test
  void findsNoDifferenceInCellsWhileEventsArriveAllTheTime() throws Exception {
    long track = published.getObjectId();
    Thread listeners =
        new Thread(
            () -> {
              try {
                for (int i = 0; !Thread.interrupted(); i++) {
                  play("event-" + i, track, Instant.now());
                }
              } catch (InterruptedException e) {
                // That is enough.
                Thread.currentThread().interrupt();
              }
            });
    listeners.start();
    try {
      await().atMost(PATIENCE).until(() -> total(track) > 100);
      assertThat(audit(artist).lines(Duration.ZERO)).contains("There is no difference.");

      setTotal(track, 1_000_000);
      AuditReport damaged = audit(artist);
      assertThat(damaged.document(Duration.ZERO)).containsEntry("stale", 1L);
    } finally {
      listeners.interrupt();
      listeners.join();
    }
  }

  private void play(String id, long track, Instant time) throws InterruptedException {
    DomainEvent event =
        new DomainEvent(track + "-" + id, track, listener, Micros.of(time), "DE", "search");
    try {
      assertThat(new EventsClient(addresses()).send(List.of(new Played(EventKind.PLAY, event))))
          .isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all time, as it is stored for the track. */
  private void setTotal(long track, long total) {
    cassandra.execute(
        "UPDATE stats.cells USING TIMESTAMP ? SET total = ? WHERE subject_type = 1"
            + " AND subject_id = ? AND kind = 1 AND granularity = 5 AND period = 0 AND bucket = 0"
            + " AND track_id = ?",
        versionOfNow(),
        total,
        track,
        track);
  }

  private long total(long track) {
    Row row =
        cassandra
            .execute(
                "SELECT total FROM stats.cells WHERE subject_type = 1 AND subject_id = ?"
                    + " AND kind = 1 AND granularity = 5 AND period = 0",
                track)
            .one();
    return row == null ? 0 : row.getLong(0);
  }

  @Test
  void findsDocumentsOfUsersWhoAreGone() throws Exception {
    long gone = Application.newId();
    long track = Application.newId();
    try (Elasticsearch elasticsearch = new Elasticsearch(addresses().access().requireSearch())) {
      Indexed indexed = new Indexed(elasticsearch);
      indexed.put("tracks", track, Map.of("id", track, "removed", false, "user_id", gone));

      ViewsAudit.Scope scope = ViewsAudit.between(gone, gone);
      assertThat(new ViewsAudit(addresses().access(), NOWHERE).run(scope).document(Duration.ZERO))
          .containsEntry("extra", 1L);
      assertThat(new ViewsAudit(addresses().access(), NOWHERE).repairing().run(scope).isClean())
          .isTrue();
    }
  }

  private void writeCloseness(
      ClosenessOperation operation, InteractionKind kind, long actor, long comment) {
    new ClosenessWriter(cassandra, Duration.ZERO)
        .write(
            new ClosenessChunk(
                operation,
                versionOfNow(),
                ObjectKind.TRACK,
                published.getObjectId(),
                kind,
                actor,
                List.of(new Interaction(listener, comment)),
                null))
        .toCompletableFuture()
        .join();
  }

  private void assertMended(long entries) throws InterruptedException {
    AuditReport repaired =
        new ViewsAudit(addresses().access(), NOWHERE).repairing().run(ViewsAudit.one(listener));
    assertThat(repaired.isClean()).isTrue();
    assertThat(repaired.repaired()).isEqualTo(entries);
    AuditReport after = audit(listener);
    assertThat(List.of(after.different(), after.unreclaimed())).containsExactly(0L, 0L);
  }

  private AuditReport audit(long user) throws InterruptedException {
    return new ViewsAudit(addresses().access(), NOWHERE).run(ViewsAudit.one(user));
  }

  private static StackAddresses addresses() {
    return SharedStack.get().addresses();
  }

  private void delete(Activity activity) {
    cassandra.execute(new DeleteDashboardEntry(cassandra).bind(listener, activity, versionOfNow()));
  }

  private void insert(Activity activity) {
    cassandra.execute(
        new InsertDashboardEntry(cassandra).bind(listener, activity, versionOfNow(), 0));
  }

  /** What somebody writes by hand is as new as any write. */
  private static long versionOfNow() {
    return Micros.of(Instant.now());
  }
}
