package io.fanfare.ops.audit;

import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares views with the source, chunk by chunk of their recipients. What differs is collected,
 * and looked at again at the end or whenever it has become too much to remember.
 */
public final class Audit {

  /** So many doubtful rows are settled before the next chunk. */
  private static final int MOST_DOUBTFUL = Findings.MOST_KEPT / 2;

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
   * @param progress is told how many recipients are done
   * @throws io.fanfare.ops.OperationException if the source or the store does not answer for long,
   *     or the views do not catch up
   */
  public AuditReport of(List<View<?>> audited, Recipients recipients, LongConsumer progress)
      throws InterruptedException {
    AuditReport report = new AuditReport();
    List<OfView<?>> audits = audited.stream().<OfView<?>>map(view -> of(view, report)).toList();
    for (List<Long> chunk = next(recipients); !chunk.isEmpty(); chunk = next(recipients)) {
      for (OfView<?> audit : audits) {
        audit.look(chunk);
      }
      report.looked(chunk.size());
      progress.accept(report.recipients());
    }
    for (OfView<?> audit : audits) {
      if (recipients.isRange()) {
        audit.lookAtStrangers(recipients.firstId(), recipients.lastId());
      }
      audit.settle();
    }
    return report;
  }

  private List<Long> next(Recipients recipients) throws InterruptedException {
    return Retrying.ask(() -> source.ask(recipients::next));
  }

  private <E extends AuditedRow<E>> OfView<E> of(View<E> view, AuditReport report) {
    return new OfView<>(view, report);
  }

  /** The audit of one view. */
  private final class OfView<E extends AuditedRow<E>> {

    private final View<E> view;
    private final AuditReport report;
    private final Settling<E> doubts;
    private Findings<E> findings = new Findings<>();

    OfView(View<E> view, AuditReport report) {
      this.view = view;
      this.report = report;
      Growth<E> growth = view.growth();
      this.doubts =
          growth == null
              ? new Doubts<>(rows -> source.expected(view, rows), view, views)
              : new GrowingDoubts<>(stems -> source.expectedAt(view, stems), view, growth, views);
    }

    void look(List<Long> recipientIds) throws InterruptedException {
      Findings<E> found = compare(recipientIds);
      if (!found.isWhole()) {
        // A pipeline that is just behind may leave more doubts than can be kept, and is not wrong.
        view.awaitOtherInputs();
        views.awaitAllOfNow();
        found =
            Retrying.ask(
                () -> {
                  view.forgetSource();
                  return source.compare(view, recipientIds);
                });
      }
      if (!findings.hasRoomFor(found)) {
        settle();
      }
      findings.add(found);
      if (findings.doubtful() > MOST_DOUBTFUL) {
        settle();
      }
    }

    void lookAtStrangers(long firstId, long lastId) throws InterruptedException {
      List<Long> strangers =
          Retrying.ask(() -> source.ask(asked -> view.strangers(asked, firstId, lastId)));
      for (int from = 0; from < strangers.size(); from += SourceRows.CHUNK) {
        look(strangers.subList(from, Math.min(from + SourceRows.CHUNK, strangers.size())));
      }
    }

    private Findings<E> compare(List<Long> recipientIds) throws InterruptedException {
      return Retrying.ask(() -> source.compare(view, recipientIds));
    }

    void settle() throws InterruptedException {
      Findings<E> doubtful = findings;
      findings = new Findings<>();
      Settled<E> found = Retrying.ask(() -> doubts.settle(doubtful));
      Settled<E> left = repairer == null ? found : repaired(found, repairer);
      report.add(view.wording(), doubtful, found, left);
    }

    private Settled<E> repaired(Settled<E> found, Repairer repairer) throws InterruptedException {
      if (found.size() == 0) {
        return found;
      }
      Retrying.ask(() -> repairer.repair(view.repair(), found));
      return Retrying.ask(() -> doubts.settle(Findings.of(found)));
    }
  }
}
