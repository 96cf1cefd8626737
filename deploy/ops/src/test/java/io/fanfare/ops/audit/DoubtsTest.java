package io.fanfare.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.audit.Difference.Kind;
import io.fanfare.ops.audit.dashboards.Entry;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubtsTest {

  private static final Entry ENTRY = entry(5);
  private static final Entry OTHER = entry(4);

  /** What the rows say at each question, the last for ever. */
  private final Deque<Set<Entry>> rows = new ArrayDeque<>(List.of(Set.of()));

  /** What happens when the views have passed a position, one after the other. */
  private final Deque<Runnable> passings = new ArrayDeque<>();

  private final Map<Entry, Verdict> dashboard = new LinkedHashMap<>();
  private final Set<Entry> past = new HashSet<>();
  private final List<String> order = new ArrayList<>();
  private final Findings<Entry> findings = new Findings<>();

  @Test
  void whatArrivesWhileTheViewsCatchUpIsNoDifference() throws Exception {
    rowsSay(Set.of(ENTRY));
    findings.missing(ENTRY);
    passings.add(() -> dashboard.put(ENTRY, Verdict.SHOWN));

    assertThat(differences()).isEmpty();
    assertThat(order).containsExactly("rows", "views", "dashboard", "rows");
  }

  @Test
  void whatTheRowsNoLongerSayIsNoDifference() throws Exception {
    rowsSay(Set.of(ENTRY), Set.of());
    findings.missing(ENTRY);
    assertThat(differences()).isEmpty();
  }

  @Test
  void whatTheRowsDidNotSayBeforeTheLookIsNoDifference() throws Exception {
    rowsSay(Set.of(), Set.of(ENTRY));
    findings.missing(ENTRY);
    assertThat(differences()).isEmpty();
  }

  @Test
  void whatComesAndGoesWithinEachOfSomeLooksIsNoDifference() throws Exception {
    findings.extra(ENTRY);
    dashboard.put(ENTRY, Verdict.SHOWN);
    for (int look = 0; look < 4; look++) {
      passings.add(() -> {});
    }
    passings.add(dashboard::clear);
    assertThat(differences()).isEmpty();
  }

  @Test
  void whatIsStillNotThereIsMissing() throws Exception {
    rowsSay(Set.of(ENTRY, OTHER));
    findings.missing(ENTRY);
    findings.missing(OTHER);
    dashboard.put(OTHER, Verdict.SHOWN);

    assertThat(differences())
        .containsExactly(new Difference<>(Kind.MISSING, ENTRY, Difference.NOT_STORED));
  }

  @Test
  void whatIsShownInItsPlaceIsStaleOnceAndNotExtraBesides() throws Exception {
    rowsSay(Set.of(ENTRY));
    findings.missing(ENTRY);
    findings.extra(OTHER);
    dashboard.put(OTHER, Verdict.SHOWN);

    assertThat(differences())
        .containsExactly(new Difference<>(Kind.STALE, ENTRY, Difference.OTHER_TIME));
  }

  @Test
  void whatIsStoredWithAnotherTimeIsStale() throws Exception {
    rowsSay(Set.of(ENTRY));
    findings.missing(ENTRY);
    findings.unreclaimed(OTHER);
    dashboard.put(OTHER, Verdict.UNACCOUNTED);

    Settled<Entry> settled = settle();
    assertThat(settled.differences())
        .containsExactly(new Difference<>(Kind.STALE, ENTRY, Difference.OTHER_TIME));
    assertThat(settled.unreclaimed()).containsExactly(OTHER);
  }

  @Test
  void whatIsStoredAndHiddenThoughTheRowsSayItIsShownIsABugOfTheReader() throws Exception {
    rowsSay(Set.of(ENTRY));
    findings.missing(ENTRY);
    dashboard.put(ENTRY, Verdict.HIDDEN);

    assertThat(differences())
        .containsExactly(new Difference<>(Kind.MISSING, ENTRY, Difference.JUDGED_OTHERWISE));
  }

  @Test
  void whatIsShownThoughTheRowsSayItIsNotIsExtra() throws Exception {
    findings.extra(ENTRY);
    findings.extra(OTHER);
    dashboard.put(ENTRY, Verdict.SHOWN);

    assertThat(differences()).containsExactly(new Difference<>(Kind.EXTRA, ENTRY, "a cause"));
  }

  @Test
  void whatLeavesTheRetentionMeanwhileIsNoDifference() throws Exception {
    rowsSay(Set.of(ENTRY));
    findings.missing(ENTRY);
    findings.extra(OTHER);
    dashboard.put(OTHER, Verdict.SHOWN);
    passings.add(() -> {});
    passings.add(() -> past.addAll(Set.of(ENTRY, OTHER)));
    assertThat(differences()).isEmpty();
  }

  @Test
  void aWithdrawalOnItsWayIsNotUnreclaimed() throws Exception {
    findings.unreclaimed(ENTRY);
    dashboard.put(ENTRY, Verdict.UNACCOUNTED);
    passings.add(dashboard::clear);

    assertThat(settle().unreclaimed()).isEmpty();
  }

  @Test
  void asksNobodyIfThereIsNoDoubt() throws Exception {
    assertThat(settle().size()).isZero();
    assertThat(order).isEmpty();
  }

  @SafeVarargs
  private void rowsSay(Set<Entry>... answers) {
    rows.clear();
    rows.addAll(List.of(answers));
  }

  private List<Difference<Entry>> differences() throws InterruptedException {
    return settle().differences();
  }

  private Settled<Entry> settle() throws InterruptedException {
    return new Doubts<>(this::expected, new InMemoryView(dashboard, past, order), this::pass)
        .settle(findings);
  }

  private Set<Entry> expected(Set<Entry> entries) {
    order.add("rows");
    Set<Entry> expected = new HashSet<>(rows.size() > 1 ? rows.remove() : rows.element());
    expected.retainAll(entries);
    return expected;
  }

  private void pass() {
    order.add("views");
    if (!passings.isEmpty()) {
      passings.remove().run();
    }
  }

  private static Entry entry(long time) {
    return new Entry(1, new Activity(ActivityKind.TRACK, 2L, 3L, time));
  }
}
