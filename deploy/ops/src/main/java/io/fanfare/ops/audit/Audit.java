package io.fanfare.ops.audit;

import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares views with the source, one chunk of recipients after the other. What differs is
 * collected, and rechecked at the end or when it has become too much to remember.
 */
public final class Audit {

  /** More suspects than this are rechecked before the next chunk. */
  private static final int MOST_SUSPECTS = Findings.MOST_KEPT / 2;

  private final SourceRows source;
  private final AwaitViews views;
  private final @Nullable Repairer repairer;

  /**
   * @param repairer repairs differences; null to leave them
   */
  public Audit(SourceRows source, AwaitViews views, @Nullable Repairer repairer) {
    this.source = source;
    this.views = views;
    this.repairer = repairer;
  }

  /**
   * Audits.
   *
   * @param progress receives the number of recipients that are done
   * @throws io.fanfare.ops.OperationException if the source or the store does not answer for long,
   *     or the views do not catch up
   */
  public AuditReport run(List<View<?>> audited, Recipients recipients, LongConsumer progress)
      throws InterruptedException {
    AuditReport report = new AuditReport();
    List<ViewAudit<?>> audits =
        audited.stream().<ViewAudit<?>>map(view -> viewAudit(view, report)).toList();
    for (List<Long> chunk = next(recipients); !chunk.isEmpty(); chunk = next(recipients)) {
      for (ViewAudit<?> audit : audits) {
        audit.compare(chunk);
      }
      report.addRecipients(chunk.size());
      progress.accept(report.recipients());
    }
    for (ViewAudit<?> audit : audits) {
      if (recipients.isRange()) {
        audit.compareStrangers(recipients.firstId(), recipients.lastId());
      }
      audit.recheck();
    }
    return report;
  }

  private List<Long> next(Recipients recipients) throws InterruptedException {
    return Retrying.ask(() -> source.ask(recipients::next));
  }

  private <E extends AuditedRow<E>> ViewAudit<E> viewAudit(View<E> view, AuditReport report) {
    return new ViewAudit<>(view, report);
  }

  /** The audit of one view. */
  private final class ViewAudit<E extends AuditedRow<E>> {

    private final View<E> view;
    private final AuditReport report;
    private final Recheck<E> recheck;
    private Findings<E> findings = new Findings<>();

    ViewAudit(View<E> view, AuditReport report) {
      this.view = view;
      this.report = report;
      Growth<E> growth = view.growth();
      this.recheck =
          growth == null
              ? new ExactRecheck<>(rows -> source.expected(view, rows), view, views)
              : new GrowthRecheck<>(stems -> source.expectedAt(view, stems), view, growth, views);
    }

    void compare(List<Long> recipientIds) throws InterruptedException {
      Findings<E> found = Retrying.ask(() -> source.compare(view, recipientIds));
      if (!found.isComplete()) {
        found = compareOnceCaughtUp(recipientIds);
      }
      if (!findings.hasRoomFor(found)) {
        recheck();
      }
      findings.addAll(found);
      if (findings.suspects() > MOST_SUSPECTS) {
        recheck();
      }
    }

    /**
     * A pipeline that is only behind may leave more suspects than fit, although nothing is wrong.
     */
    private Findings<E> compareOnceCaughtUp(List<Long> recipientIds) throws InterruptedException {
      view.awaitOtherInputs();
      views.awaitCurrent();
      return Retrying.ask(
          () -> {
            view.forgetSource();
            return source.compare(view, recipientIds);
          });
    }

    void compareStrangers(long firstId, long lastId) throws InterruptedException {
      List<Long> strangers =
          Retrying.ask(() -> source.ask(asked -> view.strangers(asked, firstId, lastId)));
      for (int from = 0; from < strangers.size(); from += SourceRows.CHUNK) {
        compare(strangers.subList(from, Math.min(from + SourceRows.CHUNK, strangers.size())));
      }
    }

    void recheck() throws InterruptedException {
      Findings<E> suspects = findings;
      findings = new Findings<>();
      Confirmed<E> found = Retrying.ask(() -> recheck.confirm(suspects));
      Confirmed<E> left = repairer == null ? found : repair(found, repairer);
      report.add(view.wording(), suspects, found, left);
    }

    /** Repairs differences, and returns what is left of them. */
    private Confirmed<E> repair(Confirmed<E> found, Repairer repairer) throws InterruptedException {
      if (found.size() == 0) {
        return found;
      }
      RepairPlan<E> plan = RepairPlan.of(view.repair(), found);
      if (repairer.isDryRun()) {
        report.addPlan(plan.rows().size(), plan.strays().size());
        return found;
      }
      Retrying.ask(() -> repairer.repair(view.repair(), plan));
      return Retrying.ask(() -> recheck.confirm(Findings.of(found)));
    }
  }
}
