package io.fanfare.ops.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTallyTest {

  /** Listeners as ids on both sides, as a sketch on one side, and on both. */
  @ParameterizedTest
  @CsvSource({"0, 1", "5, 5", "5, 6", "100, 200", "128, 129", "200, 300", "5000, 5000"})
  void theCountsOfSomeEventsAreWithinThoseOfMoreEvents(int some, int more) {
    assertThat(CellTally.isWithin(counts(some), counts(more))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "6, 5", "200, 100", "129, 128", "300, 200"})
  void theCountsOfMoreEventsAreNotWithinThoseOfFewer(int more, int some) {
    assertThat(CellTally.isWithin(counts(more), counts(some))).isFalse();
  }

  @Test
  void eachNumberMustBeWithin() {
    Counts counts = counts(300);
    assertThat(CellTally.isWithin(counts, with("DE", 0, counts))).isTrue();
    assertThat(CellTally.isWithin(with("DE", 1, counts), counts)).isFalse();
    assertThat(CellTally.isWithin(with("FR", 1, counts), counts)).isFalse();
    Counts source = counts(300);
    source.getSources().merge("web", 1L, Long::sum);
    assertThat(CellTally.isWithin(source, counts)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1", "100", "300"})
  void otherListenersAreNotWithinEvenIfAsMany(int events) {
    Counts others = sum(events, 1_000_000).get();
    assertThat(CellTally.isWithin(counts(events), others)).isFalse();
    assertThat(CellTally.isWithin(others, counts(events))).isFalse();
  }

  private static Counts with(String country, long more, Counts counts) {
    Counts other = counts(300);
    other.getCountries().putAll(counts.getCountries());
    other.getCountries().merge(country, more, Long::sum);
    return other;
  }

  private static Counts counts(int events) {
    return sum(events, 1).get();
  }

  private static CountsSum sum(int events, long firstListener) {
    CountsSum sum = new CountsSum();
    for (int i = 0; i < events; i++) {
      sum.add(new DomainEvent("id-" + i, 1L, firstListener + i, 0L, "DE", "web", null));
    }
    return sum;
  }
}
