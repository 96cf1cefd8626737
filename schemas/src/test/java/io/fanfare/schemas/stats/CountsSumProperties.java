package io.fanfare.schemas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fanfare.schemas.events.DomainEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CountsSumProperties {

  @Property(tries = 200)
  void theSumDoesNotDependOnGroupingOrOrder(
      @ForAll("events") List<DomainEvent> events, @ForAll Random random) {
    List<Counts> pieces =
        new ArrayList<>(events.stream().map(event -> new CountsSum().add(event).get()).toList());
    while (pieces.size() > 1) {
      Counts one = pieces.remove(random.nextInt(pieces.size()));
      int other = random.nextInt(pieces.size());
      pieces.set(other, new CountsSum().add(pieces.get(other)).add(one).get());
    }
    Counts counts = pieces.isEmpty() ? new CountsSum().get() : pieces.get(0);

    CountsSum inOrder = new CountsSum();
    events.forEach(event -> inOrder.add(event));
    assertThat(counts).isEqualTo(inOrder.get());
    assertThat(counts.getTotal()).isEqualTo(events.size());
    assertThat(counts.getCountries().getOrDefault("DE", 0L))
        .isEqualTo(events.stream().filter(event -> "DE".equals(event.getCountry())).count());
    assertThat(counts.getSources().getOrDefault("search", 0L))
        .isEqualTo(events.stream().filter(event -> "search".equals(event.getSource())).count());
    long actors =
        new HashSet<>(
                events.stream().map(DomainEvent::getActorId).filter(Objects::nonNull).toList())
            .size();
    assertThat((double) inOrder.listeners())
        .isCloseTo(actors, within(actors <= Listeners.MOST_IDS ? 0 : 0.12 * actors));
  }

  @Provide
  Arbitrary<List<DomainEvent>> events() {
    Arbitrary<Long> actors = Arbitraries.longs().between(1, 400).injectNull(0.2);
    Arbitrary<String> countries = Arbitraries.of("DE", "JP").injectNull(0.2);
    Arbitrary<String> sources = Arbitraries.of("search", "dashboard").injectNull(0.2);
    return Combinators.combine(actors, countries, sources)
        .as((actor, country, source) -> new DomainEvent("a", 1L, actor, 0L, country, source, null))
        .list()
        .ofMaxSize(600);
  }

  @Example
  void listenersAreEstimatedWithinAFewPercent() {
    for (int listeners : new int[] {1_000, 20_000, 300_000}) {
      Listeners seen = new Listeners();
      seen.add(LongStream.rangeClosed(1, listeners).boxed().toList(), new byte[0]);
      seen.add(LongStream.rangeClosed(1, listeners / 2).boxed().toList(), new byte[0]);
      assertThat((double) seen.estimate()).isCloseTo(listeners, within(0.1 * listeners));
      assertThat(seen.sketch()).hasSize(1_024);
    }
  }
}
