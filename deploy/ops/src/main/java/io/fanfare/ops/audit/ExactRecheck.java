package io.fanfare.ops.audit;

import io.fanfare.ops.audit.Difference.Kind;
import io.fanfare.ops.progress.BinlogPosition;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rechecks rows that must be equal on both sides. A check reads the source, waits until the views
 * have passed that position, reads the view, and reads the source again. A difference counts only
 * if both readings of the source agree on it, so it is neither on its way nor already gone. A row
 * may also come, go and come back within one check, so a difference must be there at each of
 * several, unless nothing at all changed in the source during one. What leaves the retention
 * meanwhile is no difference.
 */
final class ExactRecheck<E extends AuditedRow<E>> implements Recheck<E> {

  /**
   * While rows of some hundred users changed as fast as MySQL could write, 3 of 100 correct rows
   * still looked wrong after one check. If every check were like the first, fewer than one in a
   * million would look wrong after five.
   */
  private static final int CHECKS = 5;

  /** What the source's rows hold. */
  interface Source<E> {
    /** Those of some rows that the view should show now. */
    Set<E> expected(Set<E> rows);
  }

  private final Source<E> source;
  private final View<E> view;
  private final AwaitViews views;
  private Set<E> missing = Set.of();
  private Set<E> extra = Set.of();
  private Set<E> unreclaimed = Set.of();

  ExactRecheck(Source<E> source, View<E> view, AwaitViews views) {
    this.source = source;
    this.view = view;
    this.views = views;
  }

  @Override
  public Confirmed<E> confirm(Findings<E> findings) throws InterruptedException {
    missing = new HashSet<>(findings.missing);
    extra = new HashSet<>(findings.extra);
    unreclaimed = new HashSet<>(findings.unreclaimed);
    Check last = new Check(Set.of());
    boolean isCertain = false;
    for (int check = 0; check < CHECKS && !isCertain && !suspects().isEmpty(); check++) {
      BinlogPosition before = views.sourceEnd();
      last = check();
      isCertain = views.sourceEnd().equals(before);
    }
    return new Confirmed<>(differences(last), List.copyOf(new TreeSet<>(unreclaimed)));
  }

  /** Keeps what this check confirms. */
  private Check check() throws InterruptedException {
    Set<E> suspects = suspects();
    Set<E> before = source.expected(suspects);
    view.awaitOtherInputs();
    views.awaitCurrent();
    view.forgetSource();
    Check check = new Check(suspects);
    recipients(suspects).forEach(check::read);
    Set<E> after = source.expected(suspects);

    Set<E> always = new HashSet<>(before);
    always.retainAll(after);
    Set<E> ever = new HashSet<>(before);
    ever.addAll(after);
    missing.retainAll(always);
    missing.removeAll(check.shown);
    missing.removeIf(view::isPast);
    extra.retainAll(check.shown);
    extra.removeAll(ever);
    extra.removeIf(view::isPast);
    unreclaimed.retainAll(check.unaccounted);
    return check;
  }

  private Set<E> suspects() {
    Set<E> suspects = new HashSet<>(missing);
    suspects.addAll(extra);
    suspects.addAll(unreclaimed);
    return suspects;
  }

  private Set<Long> recipients(Set<E> rows) {
    Set<Long> recipients = new TreeSet<>();
    rows.forEach(row -> recipients.add(row.recipientId()));
    return recipients;
  }

  private List<Difference<E>> differences(Check last) {
    List<Difference<E>> differences = new ArrayList<>();
    new TreeSet<>(missing).forEach(row -> differences.add(last.missing(row)));
    String cause = view.wording().causeOfExtra();
    // A row that is stored in place of a missing one is a single difference with it.
    new TreeSet<>(extra)
        .stream()
            .filter(row -> !last.staleStems.contains(row.stem()))
            .forEach(row -> differences.add(new Difference<>(Kind.EXTRA, row, cause)));
    return differences;
  }

  /** What the view holds of the suspects. */
  private final class Check {
    final Set<E> shown = new HashSet<>();
    final Set<E> hidden = new HashSet<>();
    final Set<E> unaccounted = new HashSet<>();
    private final Set<E> missingStems = new HashSet<>();
    private final Set<E> staleStems = new HashSet<>();
    private final Set<E> suspects;

    Check(Set<E> suspects) {
      this.suspects = suspects;
      missing.forEach(row -> missingStems.add(row.stem()));
    }

    void read(long recipient) {
      view.judge(recipient, this::add);
    }

    private void add(E row, Verdict verdict) {
      boolean isWrong = verdict == Verdict.UNACCOUNTED || extra.contains(row);
      if (isWrong && missingStems.contains(row.stem())) {
        staleStems.add(row.stem());
      }
      if (suspects.contains(row)) {
        Set<E> verdicts =
            switch (verdict) {
              case SHOWN -> shown;
              case HIDDEN -> hidden;
              case UNACCOUNTED -> unaccounted;
            };
        verdicts.add(row);
      }
    }

    Difference<E> missing(E row) {
      if (hidden.contains(row) || unaccounted.contains(row)) {
        return new Difference<>(Kind.MISSING, row, Difference.JUDGED_OTHERWISE);
      }
      return staleStems.contains(row.stem())
          ? new Difference<>(Kind.STALE, row, view.wording().causeOfStale())
          : new Difference<>(Kind.MISSING, row, Difference.NOT_STORED);
    }
  }
}
