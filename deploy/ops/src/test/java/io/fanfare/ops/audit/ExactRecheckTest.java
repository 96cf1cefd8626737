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

class ExactRecheckTest {

  private static final Entry ENTRY = entry(5);
  private static final Entry OTHER = entry(4);

  /** What the source expects at each reading; the last repeats. */
  private final Deque<Set<Entry>> rows = new ArrayDeque<>(List.of(Set.of()));

  private final Map<Entry, Verdict> dashboard = new LinkedHashMap<>();
  private final Set<Entry> past = new HashSet<>();
  private final List<String> order = new ArrayList<>();
  private final SteppingViews views = new SteppingViews(order);
  private final Findings<Entry> findings = new Findings<>();

  @Test
  void aRowThatArrivesWhileTheViewsCatchUpIsNoDifference() throws Exception {
    expect(Set.of(ENTRY));
    findings.addMissing(ENTRY);
    views.passings.add(() -> dashboard.put(ENTRY, Verdict.SHOWN));

    assertThat(differences()).isEmpty();
    assertThat(order).containsExactly("rows", "views", "dashboard", "rows");
  }

  @Test
  void aRowThatTheSourceNoLongerExpectsIsNoDifference() throws Exception {
    expect(Set.of(ENTRY), Set.of());
    findings.addMissing(ENTRY);
    assertThat(differences()).isEmpty();
  }

  @Test
  void aRowThatTheSourceDidNotExpectBeforeTheCheckIsNoDifference() throws Exception {
    expect(Set.of(), Set.of(ENTRY));
    findings.addMissing(ENTRY);
    assertThat(differences()).isEmpty();
  }

  @Test
  void aRowThatDiffersInSomeChecksOnlyIsNoDifference() throws Exception {
    findings.addExtra(ENTRY);
    dashboard.put(ENTRY, Verdict.SHOWN);
    for (int check = 0; check < 4; check++) {
      views.passings.add(() -> {});
    }
    views.passings.add(dashboard::clear);
    assertThat(differences()).isEmpty();
  }

  @Test
  void oneCheckIsEnoughWhileTheSourceStandsStill() throws Exception {
    views.last = 2;
    findings.addExtra(ENTRY);
    dashboard.put(ENTRY, Verdict.SHOWN);
    assertThat(differences()).hasSize(1);
    assertThat(order.stream().filter("views"::equals)).as("checks").hasSize(2);
  }

  @Test
  void aRowThatIsStillNotShownIsMissing() throws Exception {
    expect(Set.of(ENTRY, OTHER));
    findings.addMissing(ENTRY);
    findings.addMissing(OTHER);
    dashboard.put(OTHER, Verdict.SHOWN);

    assertThat(differences())
        .containsExactly(new Difference<>(Kind.MISSING, ENTRY, Difference.NOT_STORED));
  }

  @Test
  void aRowShownInPlaceOfAMissingOneIsOneStaleDifference() throws Exception {
    expect(Set.of(ENTRY));
    findings.addMissing(ENTRY);
    findings.addExtra(OTHER);
    dashboard.put(OTHER, Verdict.SHOWN);

    assertThat(differences())
        .containsExactly(new Difference<>(Kind.STALE, ENTRY, Difference.OTHER_TIME));
  }

  @Test
  void aRowStoredWithAnotherTimeIsStale() throws Exception {
    expect(Set.of(ENTRY));
    findings.addMissing(ENTRY);
    findings.addUnreclaimed(OTHER);
    dashboard.put(OTHER, Verdict.UNACCOUNTED);

    Confirmed<Entry> confirmed = confirm();
    assertThat(confirmed.differences())
        .containsExactly(new Difference<>(Kind.STALE, ENTRY, Difference.OTHER_TIME));
    assertThat(confirmed.unreclaimed()).containsExactly(OTHER);
  }

  @Test
  void aStoredRowThatIsHiddenThoughExpectedIsABugOfTheReader() throws Exception {
    expect(Set.of(ENTRY));
    findings.addMissing(ENTRY);
    dashboard.put(ENTRY, Verdict.HIDDEN);

    assertThat(differences())
        .containsExactly(new Difference<>(Kind.MISSING, ENTRY, Difference.JUDGED_OTHERWISE));
  }

  @Test
  void aRowShownButNotExpectedIsExtra() throws Exception {
    findings.addExtra(ENTRY);
    findings.addExtra(OTHER);
    dashboard.put(ENTRY, Verdict.SHOWN);

    assertThat(differences()).containsExactly(new Difference<>(Kind.EXTRA, ENTRY, "a cause"));
  }

  @Test
  void aRowThatLeavesTheRetentionMeanwhileIsNoDifference() throws Exception {
    expect(Set.of(ENTRY));
    findings.addMissing(ENTRY);
    findings.addExtra(OTHER);
    dashboard.put(OTHER, Verdict.SHOWN);
    views.passings.add(() -> {});
    views.passings.add(() -> past.addAll(Set.of(ENTRY, OTHER)));
    assertThat(differences()).isEmpty();
  }

  @Test
  void aRowWithItsWithdrawalOnItsWayIsNotUnreclaimed() throws Exception {
    findings.addUnreclaimed(ENTRY);
    dashboard.put(ENTRY, Verdict.UNACCOUNTED);
    views.passings.add(dashboard::clear);

    assertThat(confirm().unreclaimed()).isEmpty();
  }

  @Test
  void readsNothingIfNothingDiffers() throws Exception {
    assertThat(confirm().size()).isZero();
    assertThat(order).isEmpty();
  }

  @SafeVarargs
  private void expect(Set<Entry>... answers) {
    rows.clear();
    rows.addAll(List.of(answers));
  }

  private List<Difference<Entry>> differences() throws InterruptedException {
    return confirm().differences();
  }

  private Confirmed<Entry> confirm() throws InterruptedException {
    return new ExactRecheck<>(this::expected, new InMemoryView(dashboard, past, order), views)
        .confirm(findings);
  }

  private Set<Entry> expected(Set<Entry> entries) {
    order.add("rows");
    Set<Entry> expected = new HashSet<>(rows.size() > 1 ? rows.remove() : rows.element());
    expected.retainAll(entries);
    return expected;
  }

  private static Entry entry(long time) {
    return new Entry(1, new Activity(ActivityKind.TRACK, 2L, 3L, time));
  }
}
