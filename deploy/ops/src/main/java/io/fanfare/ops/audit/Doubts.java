package io.fanfare.ops.audit;

import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Looks again at what differed. A difference counts if the rows say the same before and after a
 * look at the dashboards, and the views have passed the first of these positions by then: so it is
 * neither on its way nor already gone. An entry may come, go and come again within a look, so one
 * says little where rows change all the time; it has to differ at each of several. What the
 * retention leaves behind meanwhile is no difference.
 */
final class Doubts<E extends AuditedRow<E>> implements Settling<E> {

  /**
   * Where rows of some hundred users were changed as fast as MySQL could, 3 of 100 entries that
   * were right still looked wrong after a look: after so many looks, were each like the first, it
   * is fewer than one in a million.
   */
  private static final int LOOKS = 5;

  /** What the source's rows say. */
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

  Doubts(Source<E> source, View<E> view, AwaitViews views) {
    this.source = source;
    this.view = view;
    this.views = views;
  }

  @Override
  public Settled<E> settle(Findings<E> findings) throws InterruptedException {
    missing = findings.missing;
    extra = findings.extra;
    unreclaimed = findings.unreclaimed;
    Look last = new Look(Set.of());
    for (int look = 0; look < LOOKS && !all().isEmpty(); look++) {
      last = look();
    }
    return new Settled<>(differences(last), List.copyOf(new TreeSet<>(unreclaimed)));
  }

  private Look look() throws InterruptedException {
    Set<E> doubtful = all();
    Set<E> before = source.expected(doubtful);
    view.awaitOtherInputs();
    views.awaitAllOfNow();
    view.forgetSource();
    Look look = new Look(doubtful);
    recipients(doubtful).forEach(look::at);
    Set<E> after = source.expected(doubtful);
    missing =
        those(missing, e -> before.contains(e) && !look.shown.contains(e) && after.contains(e));
    extra = those(extra, e -> !before.contains(e) && look.shown.contains(e) && !after.contains(e));
    missing.removeIf(view::isPast);
    extra.removeIf(view::isPast);
    unreclaimed = those(unreclaimed, look.unaccounted::contains);
    return look;
  }

  private Set<E> all() {
    Set<E> all = new HashSet<>(missing);
    all.addAll(extra);
    all.addAll(unreclaimed);
    return all;
  }

  private Set<E> those(Set<E> entries, Predicate<E> condition) {
    Set<E> those = new HashSet<>(entries);
    those.removeIf(condition.negate());
    return those;
  }

  private Set<Long> recipients(Set<E> entries) {
    Set<Long> recipients = new TreeSet<>();
    entries.forEach(entry -> recipients.add(entry.recipientId()));
    return recipients;
  }

  private List<Difference<E>> differences(Look last) {
    List<Difference<E>> differences = new ArrayList<>();
    new TreeSet<>(missing).forEach(entry -> differences.add(last.missing(entry)));
    // What is stored in place of what is missing is one difference with it.
    new TreeSet<>(extra)
        .stream()
            .filter(entry -> !last.staleStems.contains(entry.stem()))
            .forEach(
                entry ->
                    differences.add(
                        new Difference<>(
                            Difference.Kind.EXTRA, entry, view.wording().causeOfExtra())));
    return differences;
  }

  /** What the view holds of some doubtful rows. */
  private final class Look {
    final Set<E> shown = new HashSet<>();
    final Set<E> hidden = new HashSet<>();
    final Set<E> unaccounted = new HashSet<>();
    private final Set<E> missingStems = new HashSet<>();
    private final Set<E> staleStems = new HashSet<>();
    private final Set<E> doubtful;

    Look(Set<E> doubtful) {
      this.doubtful = doubtful;
      missing.forEach(entry -> missingStems.add(entry.stem()));
    }

    void at(long recipient) {
      view.judge(recipient, this::stored);
    }

    private void stored(E entry, Verdict verdict) {
      boolean isWrong = verdict == Verdict.UNACCOUNTED || extra.contains(entry);
      if (isWrong && missingStems.contains(entry.stem())) {
        staleStems.add(entry.stem());
      }
      if (doubtful.contains(entry)) {
        Set<E> verdicts =
            switch (verdict) {
              case SHOWN -> shown;
              case HIDDEN -> hidden;
              case UNACCOUNTED -> unaccounted;
            };
        verdicts.add(entry);
      }
    }

    Difference<E> missing(E entry) {
      if (hidden.contains(entry) || unaccounted.contains(entry)) {
        return new Difference<>(Difference.Kind.MISSING, entry, Difference.JUDGED_OTHERWISE);
      }
      return staleStems.contains(entry.stem())
          ? new Difference<>(Difference.Kind.STALE, entry, view.wording().causeOfStale())
          : new Difference<>(Difference.Kind.MISSING, entry, Difference.NOT_STORED);
    }
  }
}
