package io.fanfare.ops.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** The audit's rule against that of the stats job, and against the documentation. */
class CountableEventProperties {

  private static final long NOW = 1_800_000_000_000_000L;
  private static final long WEEK = 7L * 24 * 60 * 60 * 1_000_000;
  private static final long HOUR = 60L * 60 * 1_000_000;
  private static final long DAY = 24 * HOUR;
  private static final long MONTH = 30 * DAY;

  @Property(tries = 5_000)
  void bothRulesAgree(@ForAll @From("events") DomainEvent event) {
    CountableEvent counted = CountableEvent.of(event, NOW);
    if (DomainEventRule.problem(event, NOW) == null) {
      assertThat(counted)
          .isEqualTo(
              new CountableEvent(
                  DomainEventRule.counted(event), DomainEventRule.arrivedAt(event, NOW)));
    } else {
      assertThat(counted).isNull();
    }
  }

  @Property
  void anEventCountsWithinAWeekAndAnHour(
      @ForAll @LongRange(min = -2 * HOUR, max = 2 * HOUR) long late) {
    assertThat(counts(NOW - late, null)).isEqualTo(late >= -HOUR);
    assertThat(counts(NOW - WEEK - late, null)).isEqualTo(late <= 0);
  }

  @Property
  void anEventThatWasReceivedInTimeCountsWithinAMonthAndADay(
      @ForAll @LongRange(min = -2 * HOUR, max = 2 * HOUR) long late) {
    assertThat(counts(NOW - MONTH - late, NOW - MONTH)).isEqualTo(late >= -HOUR && late <= 0);
    assertThat(counts(NOW - MONTH, NOW - MONTH + WEEK + late)).isEqualTo(late <= 0);
    assertThat(counts(NOW + DAY - late, NOW + DAY)).isEqualTo(late >= 0);
    assertThat(counts(NOW + DAY, NOW + DAY - HOUR + late)).isEqualTo(late >= 0);
  }

  private static boolean counts(long occurredAt, @Nullable Long receivedAt) {
    DomainEvent event = new DomainEvent("a", 1L, null, occurredAt, null, null, receivedAt);
    return CountableEvent.of(event, NOW) != null;
  }

  @Provide
  Arbitrary<DomainEvent> events() {
    Arbitrary<String> names =
        Arbitraries.strings().withChars("aZ9-_.:é ").ofMinLength(0).ofMaxLength(66);
    Arbitrary<String> countries = Arbitraries.of("DE", "de", "D", "DEU", "T1", "").injectNull(0.2);
    Arbitrary<Long> times = beside(0L, WEEK, -HOUR, MONTH, -DAY).map(before -> NOW - before);
    Arbitrary<Long> received =
        Arbitraries.oneOf(
            beside(0L, WEEK, -HOUR).map(after -> NOW + after),
            beside(0L, WEEK, -HOUR).map(after -> NOW - MONTH + after),
            beside(0L, WEEK, -HOUR).map(after -> NOW + DAY + after),
            Arbitraries.of(0L, Long.MIN_VALUE, Long.MAX_VALUE));
    return Combinators.combine(names, times, countries, names.injectNull(0.2), received)
        .as(
            (id, time, country, source, at) ->
                new DomainEvent(id, 1L, 2L, time, country, source, at % 7 == 0 ? null : at));
  }

  private static Arbitrary<Long> beside(Long... edges) {
    return Arbitraries.of(edges)
        .flatMap(edge -> Arbitraries.longs().between(-1, 1).map(beside -> edge + beside));
  }
}
