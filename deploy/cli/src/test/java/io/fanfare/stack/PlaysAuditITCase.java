package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.search.Elasticsearch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit against counts of plays that are right, on their way, and broken by hand. */
@ExtendWith(SharedStack.class)
class PlaysAuditITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Application application;
  private Plays plays;
  private long artist;
  private long track;

  @BeforeEach
  void publish() throws SQLException, InterruptedException {
    application = new Application();
    artist = application.user();
    track = application.track(artist);
    plays = new Plays(track);
    assertThat(Audits.of(artist).isClean()).isTrue();
  }

  @AfterEach
  void disconnect() throws SQLException {
    plays.close();
    application.close();
  }

  @Test
  void findsAndRepairsADocumentWithFewerPlays() throws Exception {
    plays.send("a");
    assertThat(Audits.of(artist).isClean()).isTrue();
    try (Elasticsearch elasticsearch =
        new Elasticsearch(SharedStack.get().addresses().access().requireSearch())) {
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
  void findsNoDifferenceInCellsWhileEventsArriveAllTheTime() throws Exception {
    Thread listeners =
        new Thread(
            () -> {
              try {
                for (int i = 0; !Thread.interrupted(); i++) {
                  plays.send("event-" + i);
                }
              } catch (InterruptedException e) {
                // That is enough.
                Thread.currentThread().interrupt();
              }
            });
    listeners.start();
    try {
      await().atMost(PATIENCE).until(() -> plays.total() > 100);
      assertThat(Audits.of(artist).lines(Duration.ZERO)).contains("There is no difference.");

      plays.setTotal(1_000_000);
      AuditReport damaged = Audits.of(artist);
      assertThat(damaged.document(Duration.ZERO)).containsEntry("stale", 1L);
    } finally {
      listeners.interrupt();
      listeners.join();
    }
  }
}
