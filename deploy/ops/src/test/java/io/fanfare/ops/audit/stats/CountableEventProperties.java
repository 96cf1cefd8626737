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

/** The audit's rule against that of the stats job, and against the documentation. */
class CountableEventProperties {

  private static final long NOW = 1_800_000_000_000_000L;
  private static final long WEEK = 7L * 24 * 60 * 60 * 1_000_000;
  private static final long HOUR = 60L * 60 * 1_000_000;

  @Property
  void bothRulesAgree(@ForAll @From("events") DomainEvent event) {
    DomainEvent expected =
        DomainEventRule.problem(event, NOW) == null ? DomainEventRule.counted(event) : null;
    assertThat(CountableEvent.of(event, NOW)).isEqualTo(expected);
  }

  @Property
  void anEventCountsWithinAWeekAndAnHour(
      @ForAll @LongRange(min = -2 * HOUR, max = 2 * HOUR) long late) {
    DomainEvent event = new DomainEvent("a", 1L, null, NOW - late, null, null);
    assertThat(CountableEvent.of(event, NOW) != null).isEqualTo(late >= -HOUR);
    DomainEvent old = new DomainEvent("a", 1L, null, NOW - WEEK - late, null, null);
    assertThat(CountableEvent.of(old, NOW) != null).isEqualTo(late <= 0);
  }

  @Provide
  Arbitrary<DomainEvent> events() {
    Arbitrary<String> names =
        Arbitraries.strings().withChars("aZ9-_.:é ").ofMinLength(0).ofMaxLength(66);
    Arbitrary<String> countries = Arbitraries.of("DE", "de", "D", "DEU", "T1", "").injectNull(0.2);
    Arbitrary<Long> times =
        Arbitraries.of(0L, WEEK, -HOUR)
            .flatMap(edge -> Arbitraries.longs().between(-1, 1).map(beside -> NOW - edge + beside));
    return Combinators.combine(names, times, countries, names.injectNull(0.2))
        .as((id, time, country, source) -> new DomainEvent(id, 1L, 2L, time, country, source));
  }
}
