package io.fanfare.cli.audit;

import io.fanfare.schemas.dashboard.Activity;
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
 * neither on its way nor already gone. There are two such looks, since an entry may come, go and
 * come again in the meantime.
 */
final class Doubts {

  private static final int LOOKS = 2;

  /** What the source's rows say. */
  interface Rows {
    /** Those of some entries that dashboards should show now. */
    Set<Entry> expected(Set<Entry> entries);
  }

  /**
   * What is so.
   *
   * @param unreclaimed stored entries that no row accounts for, and that are not shown
   */
  record Settled(List<Difference> differences, List<Entry> unreclaimed) {
    int size() {
      return differences.size() + unreclaimed.size();
    }
  }

  private final Rows rows;
  private final Comparison.Stored dashboards;
  private final AwaitViews views;
  private Set<Entry> missing = Set.of();
  private Set<Entry> extra = Set.of();
  private Set<Entry> unreclaimed = Set.of();

  /**
   * @param dashboards judged by rows that are no older than the question
   */
  Doubts(Rows rows, Comparison.Stored dashboards, AwaitViews views) {
    this.rows = rows;
    this.dashboards = dashboards;
    this.views = views;
  }

  /**
   * Looks.
   *
   * @throws io.fanfare.api.availability.UnavailableException if MySQL or Cassandra does not answer
   */
  Settled settle(Findings findings) throws InterruptedException {
    missing = findings.missing;
    extra = findings.extra;
    unreclaimed = findings.unreclaimed;
    Look last = new Look(Set.of());
    for (int look = 0; look < LOOKS && !all().isEmpty(); look++) {
      last = look();
    }
    return new Settled(differences(last), List.copyOf(new TreeSet<>(unreclaimed)));
  }

  private Look look() throws InterruptedException {
    Set<Entry> doubtful = all();
    Set<Entry> before = rows.expected(doubtful);
    views.awaitAllOfNow();
    Look look = new Look(doubtful);
    recipients(doubtful).forEach(look::at);
    Set<Entry> after = rows.expected(doubtful);
    missing =
        those(missing, e -> before.contains(e) && !look.shown.contains(e) && after.contains(e));
    extra = those(extra, e -> !before.contains(e) && look.shown.contains(e) && !after.contains(e));
    unreclaimed = those(unreclaimed, look.unaccounted::contains);
    return look;
  }

  private Set<Entry> all() {
    Set<Entry> all = new HashSet<>(missing);
    all.addAll(extra);
    all.addAll(unreclaimed);
    return all;
  }

  private static Set<Entry> those(Set<Entry> entries, Predicate<Entry> condition) {
    Set<Entry> those = new HashSet<>(entries);
    those.removeIf(condition.negate());
    return those;
  }

  private static Set<Long> recipients(Set<Entry> entries) {
    Set<Long> recipients = new TreeSet<>();
    entries.forEach(entry -> recipients.add(entry.recipientId()));
    return recipients;
  }

  private List<Difference> differences(Look last) {
    List<Difference> differences = new ArrayList<>();
    new TreeSet<>(missing).forEach(entry -> differences.add(last.missing(entry)));
    new TreeSet<>(extra)
        .forEach(
            entry ->
                differences.add(
                    new Difference(Difference.Kind.EXTRA, entry, Difference.JUDGED_OTHERWISE)));
    return differences;
  }

  /** What the dashboards of some doubtful entries hold. */
  private final class Look {
    final Set<Entry> shown = new HashSet<>();
    final Set<Entry> hidden = new HashSet<>();
    final Set<Entry> unaccounted = new HashSet<>();
    private final Set<Entry> staleWithoutTime = new HashSet<>();
    private final Set<Entry> doubtful;

    Look(Set<Entry> doubtful) {
      this.doubtful = doubtful;
    }

    void at(long recipient) {
      dashboards.judge(
          recipient, (activity, verdict) -> stored(new Entry(recipient, activity), verdict));
    }

    private void stored(Entry entry, Verdict verdict) {
      if (verdict == Verdict.UNACCOUNTED) {
        staleWithoutTime.add(withoutTime(entry));
      }
      if (doubtful.contains(entry)) {
        Set<Entry> verdicts =
            switch (verdict) {
              case SHOWN -> shown;
              case HIDDEN -> hidden;
              case UNACCOUNTED -> unaccounted;
            };
        verdicts.add(entry);
      }
    }

    Difference missing(Entry entry) {
      if (hidden.contains(entry) || unaccounted.contains(entry)) {
        return new Difference(Difference.Kind.MISSING, entry, Difference.JUDGED_OTHERWISE);
      }
      return staleWithoutTime.contains(withoutTime(entry))
          ? new Difference(Difference.Kind.STALE, entry, Difference.OTHER_TIME)
          : new Difference(Difference.Kind.MISSING, entry, Difference.NOT_STORED);
    }
  }

  private static Entry withoutTime(Entry entry) {
    Activity activity = entry.activity();
    return new Entry(
        entry.recipientId(),
        new Activity(activity.getKind(), activity.getActorId(), activity.getObjectId(), 0L));
  }
}
