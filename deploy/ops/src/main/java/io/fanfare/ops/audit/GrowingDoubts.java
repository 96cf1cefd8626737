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
 * Looks again at what differed of rows that only grow, and may do so all the time. What the view
 * shows is right if it lies between what is expected before a look and what is expected after it:
 * so also where events never stop, a wrong row is found, and a right one is none.
 */
final class GrowingDoubts<E extends AuditedRow<E>> implements Settling<E> {

  /**
   * What the job has read may still be on its way, in front of a checkpoint that did not wait for
   * it: it is written within one of several looks.
   */
  private static final int LOOKS = 5;

  /** What is expected. */
  interface Source<E> {
    /** The rows that the view should show now whose stems these are. */
    Set<E> expected(Set<E> stems);
  }

  private final Source<E> source;
  private final View<E> view;
  private final Growth<E> growth;
  private final AwaitViews views;

  GrowingDoubts(Source<E> source, View<E> view, Growth<E> growth, AwaitViews views) {
    this.source = source;
    this.view = view;
    this.growth = growth;
    this.views = views;
  }

  @Override
  public Settled<E> settle(Findings<E> findings) throws InterruptedException {
    Set<E> stems = new HashSet<>();
    findings.missing.forEach(row -> stems.add(row.stem()));
    findings.extra.forEach(row -> stems.add(row.stem()));
    List<Difference<E>> differences = List.of();
    for (int look = 0; look < LOOKS && !stems.isEmpty(); look++) {
      differences = look(stems);
      stems.clear();
      differences.forEach(difference -> stems.add(difference.row().stem()));
    }
    return new Settled<>(differences, List.of());
  }

  private List<Difference<E>> look(Set<E> stems) throws InterruptedException {
    Map<E, E> before = byStem(source.expected(stems));
    view.awaitOtherInputs();
    views.awaitAllOfNow();
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
    if (!growth.isPart(shown, after)) {
      return new Difference<>(Kind.STALE, after, growth.causeOfMore());
    }
    return before == null || growth.isPart(before, shown)
        ? null
        : new Difference<>(Kind.STALE, after, view.wording().causeOfStale());
  }

  private Map<E, E> byStem(Set<E> rows) {
    Map<E, E> byStem = new HashMap<>();
    rows.forEach(row -> byStem.put(row.stem(), row));
    return byStem;
  }
}
