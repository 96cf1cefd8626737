package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.audit.AuditReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The audit against cells of events that are lost, or have another number. */
@ExtendWith(SharedStack.class)
@Isolated("empties a table")
class LostCellsITCase {

  @Test
  void lostCellsAreRepairedAndWrongOnesReported() throws Exception {
    try (Application application = new Application()) {
      long artist = application.user();
      application.follow(application.user(), artist);
      long track = application.track(artist);
      long rows = Audits.of(artist).expected();
      try (Plays plays = new Plays(track)) {
        plays.send("a");
        plays.send("b");
        // Sent twice.
        plays.send("b");
        // Of minute, hour, day, month and all, for the track and among the cells of its owner; and
        // the count in its document.
        AuditReport whole = Audits.of(artist);
        assertThat(whole.document(Duration.ZERO)).containsEntry("expected", rows + 11);
        assertThat(whole.isClean()).isTrue();

        // With them go five of the follow.
        plays.truncateCells();
        assertThat(Audits.of(artist).document(Duration.ZERO)).containsEntry("missing", 15L);
        AuditReport repaired = Audits.repairing(artist);
        assertThat(repaired.lines(Duration.ZERO)).contains("There is no difference.");
        assertThat(repaired.repaired()).isEqualTo(15);

        plays.setTotal(1);
        AuditReport less = Audits.of(artist);
        assertThat(less.document(Duration.ZERO)).containsEntry("stale", 1L);
        assertThat(less.lines(Duration.ZERO))
            .anyMatch(line -> line.contains("counts less than the log"));
        plays.setTotal(1_000);
        AuditReport more = Audits.repairing(artist);
        assertThat(more.document(Duration.ZERO)).containsEntry("stale", 1L);
        assertThat(more.repaired()).isZero();
        assertThat(more.lines(Duration.ZERO))
            .anyMatch(line -> line.contains("no repair corrects it"));
      }
    }
  }
}
