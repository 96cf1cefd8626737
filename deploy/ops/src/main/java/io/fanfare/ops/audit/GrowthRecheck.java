package io.fanfare.ops.audit;

import io.fanfare.ops.audit.Difference.Kind;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rechecks rows that only grow, and may do so all the time. A shown row is correct if it lies
 * between what is expected before a check and what is expected after it. So wrong rows are found
 * and correct ones are not reported, even if events never stop.
 */
final class GrowthRecheck<E extends AuditedRow<E>> implements Recheck<E> {

  /**
   * Writes of the job may be in flight when an unaligned checkpoint overtakes them. They are stored
   * within one of several checks.
   */
  private static final int CHECKS = 5;

  /** What is expected. */
  interface Source<E> {
    /** The rows with these stems that the view should show now. */
    Set<E> expected(Set<E> stems);
  }

  private final Source<E> source;
  private final View<E> view;
  private final Growth<E> growth;
  private final AwaitViews views;

  GrowthRecheck(Source<E> source, View<E> view, Growth<E> growth, AwaitViews views) {
    this.source = source;
    this.view = view;
    this.growth = growth;
    this.views = views;
  }

  @Override
  public Confirmed<E> confirm(Findings<E> findings) throws InterruptedException {
    Set<E> stems = new HashSet<>();
    findings.missing.forEach(row -> stems.add(row.stem()));
    findings.extra.forEach(row -> stems.add(row.stem()));
    List<Difference<E>> differences = List.of();
    for (int check = 0; check < CHECKS && !stems.isEmpty(); check++) {
      differences = check(stems);
      stems.clear();
      differences.forEach(difference -> stems.add(difference.row().stem()));
    }
    return new Confirmed<>(differences, List.of());
  }

  private List<Difference<E>> check(Set<E> stems) throws InterruptedException {
    Map<E, E> before = byStem(source.expected(stems));
    view.awaitOtherInputs();
    views.awaitCurrent();
    view.forgetSource();
    Map<E, E> shown = byStem(shown(stems));
    Map<E, E> after = byStem(source.expected(stems));
    List<Difference<E>> differences = new ArrayList<>();
    for (E stem : new TreeSet<>(stems)) {
      Difference<E> difference = difference(before.get(stem), shown.get(stem), after.get(stem));
      if (difference != null) {
        differences.add(difference);
      }
    }
    return differences;
  }

  private Set<E> shown(Set<E> stems) {
    Set<Long> recipients = new TreeSet<>();
    stems.forEach(stem -> recipients.add(stem.recipientId()));
    Set<E> shown = new HashSet<>();
    for (long recipient : recipients) {
      view.judge(
          recipient,
          (row, verdict) -> {
            if (verdict == Verdict.SHOWN && stems.contains(row.stem())) {
              shown.add(row);
            }
          });
    }
    return shown;
  }

  private @Nullable Difference<E> difference(
      @Nullable E before, @Nullable E shown, @Nullable E after) {
    if (shown == null) {
      return before == null || after == null
          ? null
          : new Difference<>(Kind.MISSING, after, Difference.NOT_STORED);
    }
    if (after == null) {
      return before == null
          ? new Difference<>(Kind.EXTRA, shown, view.wording().causeOfExtra())
          : null;
    }
    if (!growth.isWithin(shown, after)) {
      return new Difference<>(Kind.STALE, after, growth.causeOfMore());
    }
    return before == null || growth.isWithin(before, shown)
        ? null
        : new Difference<>(Kind.STALE, after, view.wording().causeOfStale());
  }

  private Map<E, E> byStem(Set<E> rows) {
    Map<E, E> byStem = new HashMap<>();
    rows.forEach(row -> byStem.put(row.stem(), row));
    return byStem;
  }
}
