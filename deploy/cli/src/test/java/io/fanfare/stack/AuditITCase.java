package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.ClosenessWriter;
import io.fanfare.connectors.cassandra.DeleteDashboardEntry;
import io.fanfare.connectors.cassandra.InsertDashboardEntry;
import io.fanfare.connectors.cassandra.Pace;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The audit against views that are right, and broken by hand. */
@ExtendWith(SharedStack.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(SharedStack.LONG)
class AuditITCase {

  private Application application;
  private CqlSession cassandra;
  private long listener;
  private long artist;
  private Activity published;

  @BeforeEach
  void publish() throws SQLException, InterruptedException {
    application = new Application();
    StackAddresses addresses = SharedStack.get().addresses();
    cassandra = CassandraSession.open(addresses.cassandra());
    listener = application.user();
    artist = application.user();
    application.follow(listener, artist);
    Instant now = Application.now();
    long track = application.track(artist, now);
    published = new Activity(ActivityKind.TRACK, artist, track, Micros.of(now));
    new AllViews(addresses.access()).awaitCurrent();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
    cassandra.close();
  }

  @Test
  void findsAndRepairsAnEntryThatIsLost() throws Exception {
    delete(published);

    AuditReport report = Audits.of(listener);
    assertThat(report.isClean()).isFalse();
    assertThat(report.document(Duration.ZERO)).containsEntry("missing", 1L);

    assertRepaired(1);
    assertThat(Feed.of(listener)).containsExactly("track " + published.getObjectId());
  }

  @Test
  void findsAndRepairsAnEntryWithAnotherTime() throws Exception {
    delete(published);
    insert(Activity.newBuilder(published).setActivityTime(published.getActivityTime() - 1).build());

    AuditReport report = Audits.of(listener);
    assertThat(report.document(Duration.ZERO)).containsEntry("stale", 1L);
    assertThat(report.unreclaimed()).isEqualTo(1);

    assertRepaired(2);
  }

  @Test
  void reportsRowsThatAreNeverShownApartAndReclaimsThem() throws Exception {
    insert(new Activity(ActivityKind.TRACK_REPOST, artist, 987L, published.getActivityTime()));
    insert(new Activity(ActivityKind.PLAYLIST, 986L, 985L, published.getActivityTime()));

    AuditReport report = Audits.of(listener);
    assertThat(report.isClean()).isTrue();
    assertThat(report.unreclaimed()).isEqualTo(2);

    assertRepaired(2);
  }

  /** A lax server accepts them. */
  @Test
  void aDateWithoutAYearMonthOrDayIsNoTime() throws Exception {
    long before = published.getObjectId();
    application.execute("SET SESSION sql_mode = ''");
    for (String date : List.of("0000-00-00", "2026-11-00")) {
      long track = application.track(artist);
      application.repost(artist, track);
      application.execute("UPDATE tracks SET published_at = ? WHERE id = ?", date, track);
      long playlist = Application.newId();
      application.execute(
          "INSERT INTO playlists (id, user_id, title, permalink, published_at, created_at,"
              + " updated_at) VALUES (?, ?, 'p', 'p', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
          playlist,
          artist,
          date);
      application.execute(
          "INSERT INTO playlist_reposts VALUES (?, ?, UTC_TIMESTAMP(6))", artist, playlist);
      application.execute("INSERT INTO track_reposts VALUES (?, ?, ?)", listener, track, date);
    }
    assertThat(Audits.of(listener).isClean()).isTrue();
    assertThat(Audits.of(artist).isClean()).isTrue();
    assertThat(Feed.of(listener)).containsExactly("track " + before);
  }

  @Test
  void findsAndRepairsClosenessRowsThatAreMissingOrExtra() throws Exception {
    long track = published.getObjectId();
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
    assertThat(Audits.of(listener).isClean()).isTrue();
    writeCloseness(ClosenessOperation.REMOVE, InteractionKind.TRACK_LIKE, artist, 0);
    // The track's owner has none of these: another owner, no such repost, no such comment.
    writeCloseness(ClosenessOperation.ADD, InteractionKind.TRACK_LIKE, artist + 1, 0);
    writeCloseness(ClosenessOperation.ADD, InteractionKind.TRACK_REPOST, artist + 1, 0);
    writeCloseness(ClosenessOperation.ADD, InteractionKind.COMMENT, artist + 1, 17);
    writeCloseness(ClosenessOperation.ADD, InteractionKind.TRACK_REPOST, artist, 0);

    AuditReport report = Audits.of(listener);
    assertThat(report.document(Duration.ZERO))
        .containsEntry("missing", 1L)
        .containsEntry("extra", 4L);

    assertRepaired(5);
  }

  @Test
  void findsAndRepairsDocumentsThatAreMissingStaleOrExtra() throws Exception {
    long lost = application.track(artist);
    assertThat(Audits.of(artist).isClean()).isTrue();
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

    AuditReport report = Audits.of(artist);
    assertThat(report.document(Duration.ZERO))
        .containsEntry("missing", 1L)
        .containsEntry("stale", 1L)
        .containsEntry("extra", 1L);

    AuditReport repaired = Audits.repairing(artist);
    assertThat(repaired.lines(Duration.ZERO)).contains("There is no difference.");
    assertThat(repaired.repaired()).isEqualTo(3);
  }

  @Test
  void findsAndRepairsCellsThatAreLostOrHaveAnotherNumber() throws Exception {
    long track = published.getObjectId();
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
    long expected = Audits.of(artist).expected();
    assertThat(Audits.of(artist).isClean()).isTrue();
    cassandra.execute(
        "DELETE FROM stats.cells USING TIMESTAMP ? WHERE subject_type = 1 AND subject_id = ?"
            + " AND kind = 3 AND granularity = 5 AND period = 0 AND bucket = 0 AND track_id = ?",
        LogEnd.version(),
        track,
        track);
    cassandra.execute(
        "UPDATE stats.cells USING TIMESTAMP ? SET total = 7 WHERE subject_type = 2"
            + " AND subject_id = ? AND kind = 6 AND granularity = 5 AND period = 0 AND bucket = 0"
            + " AND track_id = 0",
        LogEnd.version(),
        artist);

    AuditReport report = Audits.of(artist);
    assertThat(report.document(Duration.ZERO))
        .containsEntry("missing", 1L)
        .containsEntry("stale", 1L)
        .containsEntry("expected", expected);

    AuditReport repaired = Audits.repairing(artist);
    assertThat(repaired.lines(Duration.ZERO)).contains("There is no difference.");
    assertThat(repaired.repaired()).isEqualTo(2);
  }

  /** It is shown, although no cell of its day leads to it. */
  @Test
  void findsACellOfAMinuteWithoutTheCoarserCells() throws Exception {
    long track = published.getObjectId();
    Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    int day = Buckets.period(Granularity.MINUTE, minute.getEpochSecond());
    cassandra.execute(
        "INSERT INTO stats.cells (subject_type, subject_id, kind, granularity, period, bucket,"
            + " track_id, total) VALUES (1, ?, 1, 1, ?, ?, ?, 7) USING TIMESTAMP 7",
        track,
        day,
        minute.getEpochSecond(),
        track);
    try {
      assertThat(Audits.of(artist).document(Duration.ZERO)).containsEntry("extra", 1L);
      assertThat(Audits.run(ViewsAudit.between(artist, artist)).document(Duration.ZERO))
          .containsEntry("extra", 1L);
    } finally {
      cassandra.execute(
          "DELETE FROM stats.cells USING TIMESTAMP 8 WHERE subject_type = 1 AND subject_id = ?"
              + " AND kind = 1 AND granularity = 1 AND period = ?",
          track,
          day);
    }
    assertThat(Audits.run(ViewsAudit.between(artist, artist)).isClean()).isTrue();
  }

  @Test
  void findsAndRepairsADocumentWithFewerPlays() throws Exception {
    long track = published.getObjectId();
    try (Plays plays = new Plays(track);
        Elasticsearch elasticsearch =
            new Elasticsearch(SharedStack.get().addresses().access().requireSearch())) {
      plays.send("a");
      assertThat(Audits.of(artist).isClean()).isTrue();
      new Indexed(elasticsearch).change("tracks", track, Map.of("playback_count", 0));
      AuditReport report = Audits.of(artist);
      assertThat(report.document(Duration.ZERO)).containsEntry("missing", 1L);
      assertThat(report.lines(Duration.ZERO)).anyMatch(line -> line.contains("1 plays"));
      AuditReport repaired = Audits.repairing(artist);
      assertThat(repaired.lines(Duration.ZERO)).contains("There is no difference.");
      assertThat(repaired.repaired()).isEqualTo(1);
    }
  }

  @Test
  void findsDocumentsOfUsersWhoAreGone() throws Exception {
    long gone = Application.newId();
    long track = Application.newId();
    try (Elasticsearch elasticsearch = new Elasticsearch(addresses().access().requireSearch())) {
      Indexed indexed = new Indexed(elasticsearch);
      indexed.put("tracks", track, Map.of("id", track, "removed", false, "user_id", gone));

      ViewsAudit.Scope scope = ViewsAudit.between(gone, gone);
      assertThat(Audits.run(scope).document(Duration.ZERO)).containsEntry("extra", 1L);
      assertThat(Audits.repairing(scope).isClean()).isTrue();
    }
  }

  private void writeCloseness(
      ClosenessOperation operation, InteractionKind kind, long actor, long comment) {
    new ClosenessWriter(cassandra, Duration.ZERO, Pace.UNBOUNDED)
        .write(
            new ClosenessChunk(
                operation,
                LogEnd.version(),
                ObjectKind.TRACK,
                published.getObjectId(),
                kind,
                actor,
                List.of(new Interaction(listener, comment)),
                null))
        .toCompletableFuture()
        .join();
  }

  private void assertRepaired(long entries) throws InterruptedException {
    AuditReport repaired = Audits.repairing(listener);
    assertThat(repaired.isClean()).isTrue();
    assertThat(repaired.repaired()).isEqualTo(entries);
    AuditReport after = Audits.of(listener);
    assertThat(List.of(after.different(), after.unreclaimed())).containsExactly(0L, 0L);
  }

  private static StackAddresses addresses() {
    return SharedStack.get().addresses();
  }

  private void delete(Activity activity) {
    cassandra.execute(
        new DeleteDashboardEntry(cassandra).bind(listener, activity, LogEnd.version()));
  }

  private void insert(Activity activity) {
    cassandra.execute(
        new InsertDashboardEntry(cassandra).bind(listener, activity, LogEnd.version(), 0));
  }
}
