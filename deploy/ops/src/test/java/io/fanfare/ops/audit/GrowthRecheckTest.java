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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With rows whose number grows: here the time of an activity. */
class GrowthRecheckTest {

  private static final String MORE = "It has more.";

  private static final Growth<Entry> GROWTH =
      new Growth<>() {
        @Override
        public boolean isWithin(Entry lower, Entry upper) {
          return number(lower) <= number(upper);
        }

        @Override
        public String causeOfMore() {
          return MORE;
        }
      };

  /** What is expected at each reading, the last repeats; 0 for nothing. */
  private final Deque<Long> expected = new ArrayDeque<>();

  private final Map<Entry, Verdict> stored = new LinkedHashMap<>();
  private final List<String> order = new ArrayList<>();
  private final SteppingViews views = new SteppingViews(order);

  @Test
  void aRowBetweenTheExpectationsBeforeAndAfterIsNoDifference() throws Exception {
    expect(5, 9);
    store(7);
    assertThat(differences()).isEmpty();
    assertThat(order).containsExactly("expected", "views", "dashboard", "expected");
  }

  @Test
  void aRowEqualToEitherExpectationIsNoDifference() throws Exception {
    expect(5, 9);
    store(5);
    assertThat(differences()).isEmpty();
    expect(5, 9);
    store(9);
    assertThat(differences()).isEmpty();
  }

  @Test
  void aRowThatIsTooLargeIsStaleEvenIfItKeepsGrowing() throws Exception {
    expect(5, 6, 6, 7, 7, 8, 8, 9, 9, 10);
    store(105);
    for (int check = 0; check < 5; check++) {
      views.passings.add(() -> store(number(stored.keySet().iterator().next()) + 1));
    }
    assertThat(differences()).containsExactly(new Difference<>(Kind.STALE, entry(10), MORE));
  }

  @Test
  void aRowThatIsTooSmallIsStaleEvenIfTheExpectationKeepsGrowing() throws Exception {
    expect(5, 6, 6, 7, 7, 8, 8, 9, 9, 10);
    store(4);
    assertThat(differences())
        .containsExactly(new Difference<>(Kind.STALE, entry(10), Difference.OTHER_TIME));
  }

  @Test
  void aRowThatIsWrittenWithinSomeChecksIsNoDifference() throws Exception {
    expect(5);
    for (int check = 0; check < 4; check++) {
      views.passings.add(() -> {});
    }
    views.passings.add(() -> store(5));
    assertThat(differences()).isEmpty();
  }

  @Test
  void aRowThatIsNotStoredIsMissingUnlessItIsNew() throws Exception {
    expect(0, 5);
    // Every later check expects it before, too, so it must be stored by then.
    views.passings.add(() -> {});
    assertThat(differences()).isEmpty();
    expect(5);
    assertThat(differences())
        .containsExactly(new Difference<>(Kind.MISSING, entry(5), Difference.NOT_STORED));
  }

  @Test
  void aRowExpectedNeitherBeforeNorAfterIsExtra() throws Exception {
    expect(0);
    store(3);
    assertThat(differences()).containsExactly(new Difference<>(Kind.EXTRA, entry(3), "a cause"));
    expect(3, 0);
    assertThat(differences()).isEmpty();
  }

  @Test
  void readsNothingIfNothingDiffers() throws Exception {
    expect(5);
    assertThat(confirm(new Findings<>()).size()).isZero();
    assertThat(order).isEmpty();
  }

  private void expect(long... numbers) {
    expected.clear();
    for (long number : numbers) {
      expected.add(number);
    }
  }

  private void store(long number) {
    stored.clear();
    stored.put(entry(number), Verdict.SHOWN);
  }

  private List<Difference<Entry>> differences() throws InterruptedException {
    Findings<Entry> findings = new Findings<>();
    findings.addMissing(entry(1));
    findings.addExtra(entry(2));
    return confirm(findings).differences();
  }

  private Confirmed<Entry> confirm(Findings<Entry> findings) throws InterruptedException {
    return new GrowthRecheck<>(
            this::expected, new InMemoryView(stored, Set.of(), order), GROWTH, views)
        .confirm(findings);
  }

  private Set<Entry> expected(Set<Entry> stems) {
    assertThat(stems).containsExactly(entry(1).stem());
    order.add("expected");
    long number = expected.size() > 1 ? expected.remove() : expected.element();
    return number == 0 ? Set.of() : Set.of(entry(number));
  }

  private static long number(Entry entry) {
    return entry.activity().getActivityTime();
  }

  private static Entry entry(long number) {
    return new Entry(1, new Activity(ActivityKind.TRACK, 2L, 3L, number));
  }
}
