package io.fanfare.cli.audit;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.local.StackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares dashboards with the source, chunk by chunk. What differs is collected, and looked at
 * again at the end or whenever it has become too much to remember.
 */
final class Audit {

  private static final int MOST_TRIES = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** So many doubtful entries are settled before the next chunk. */
  private static final int MOST_DOUBTFUL = Findings.MOST_KEPT / 2;

  private final SourceRows source;
  private final Dashboards dashboards;
  private final AwaitViews views;
  private final @Nullable Repair repair;

  /**
   * @param repair what mends differences; null to leave them
   */
  Audit(SourceRows source, Dashboards dashboards, AwaitViews views, @Nullable Repair repair) {
    this.source = source;
    this.dashboards = dashboards;
    this.views = views;
    this.repair = repair;
  }

  /**
   * Audits.
   *
   * @param progress is told how many recipients are done
   * @throws StackException if the source or the store does not answer for long, or the views do not
   *     catch up
   */
  AuditReport of(Recipients recipients, LongConsumer progress) throws InterruptedException {
    AuditReport report = new AuditReport();
    Findings findings = new Findings();
    List<Long> chunk = next(recipients);
    while (!chunk.isEmpty()) {
      List<Long> looked = chunk;
      findings.add(patiently(() -> source.compare(looked, dashboards::judge)));
      report.looked(looked.size());
      if (findings.doubtful() > MOST_DOUBTFUL) {
        settle(findings, report);
        findings = new Findings();
      }
      progress.accept(report.recipients());
      chunk = next(recipients);
    }
    settle(findings, report);
    return report;
  }

  private List<Long> next(Recipients recipients) throws InterruptedException {
    return patiently(() -> source.ask(recipients::next));
  }

  private void settle(Findings findings, AuditReport report) throws InterruptedException {
    AwaitViews thenByRowsOfNow =
        () -> {
          views.awaitAllOfNow();
          dashboards.forgetRows();
        };
    Doubts doubts = new Doubts(source, dashboards::judge, thenByRowsOfNow);
    Doubts.Settled found = patiently(() -> doubts.settle(findings));
    report.add(findings);
    if (repair == null || found.size() == 0) {
      report.add(found, found);
    } else {
      patiently(() -> repair.mend(found));
      report.add(found, patiently(() -> doubts.settle(Findings.of(found))));
    }
  }

  /** A question that may be asked again. */
  private interface Question<T> {
    T ask() throws InterruptedException;
  }

  /** Servers are restarted and networks hiccup: an audit of hours must not end by that. */
  private static <T> T patiently(Question<T> question) throws InterruptedException {
    long pause = FIRST_PAUSE.toMillis();
    for (int failed = 1; ; failed++) {
      try {
        return question.ask();
      } catch (UnavailableException e) {
        if (failed == MOST_TRIES) {
          throw new StackException("The audit gives up: " + e.getMessage(), e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause *= 2;
    }
  }
}
