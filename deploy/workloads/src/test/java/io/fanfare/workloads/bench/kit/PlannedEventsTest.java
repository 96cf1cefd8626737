package io.fanfare.workloads.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class PlannedEventsTest {

  private static final int EVENTS = 2_000;

  @Test
  void everyEventCountsOnceAndHasTheRequestedSpread() throws Exception {
    List<DomainEvent> even = decoded(PlannedEvents.of("a", EVENTS, 10, 0, new SplittableRandom(1)));
    List<DomainEvent> hot =
        decoded(PlannedEvents.of("b", EVENTS, 10, 0.5, new SplittableRandom(1)));

    long now = Micros.of(Instant.now());
    for (List<DomainEvent> events : List.of(even, hot)) {
      assertThat(events).allMatch(event -> DomainEventRule.problem(event, now) == null);
      assertThat(events.stream().map(DomainEvent::getId).distinct()).hasSize(EVENTS);
    }
    assertThat(ofFirst(even)).isCloseTo(EVENTS / 10L, within(EVENTS / 20L));
    assertThat(ofFirst(hot)).isCloseTo(EVENTS * 55L / 100, within(EVENTS / 20L));
  }

  @Test
  void eventsThatAreNotCountedAreRefused() {
    assertThatThrownBy(() -> PlannedEvents.of("of 10", 1, 10, 0, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long ofFirst(List<DomainEvent> events) {
    return events.stream().filter(event -> event.getTrackId() == 1).count();
  }

  private static List<DomainEvent> decoded(List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    AvroCodec<DomainEvent> codec = AvroCodec.of(DomainEvent.class);
    List<DomainEvent> events = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      events.add(codec.decode(record.value()));
    }
    return events;
  }
}
