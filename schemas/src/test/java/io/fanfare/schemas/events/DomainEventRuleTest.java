package io.fanfare.schemas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainEventRuleTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"a", "0b9c1d2e-7f3a-4c55-9f10-2a6f1d0c9e11", "web:2026.11_x"})
  void anEventOfAVisitorWhoIsNotSignedInCounts(String id) {
    assertThat(problem(event -> event.setId(id))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a\u0000", "a\n"})
  void anIdIsShortAndPlain(String id) {
    assertThat(problem(event -> event.setId(id))).contains("id");
    assertThat(problem(event -> event.setId("x".repeat(65)))).contains("id");
  }

  @Test
  void anyIdCountsExceptTheTrackThatStandsForNone() {
    assertThat(problem(event -> event.setTrackId(0))).contains("track 0");
    assertThat(problem(event -> event.setTrackId(-1).setActorId(0L))).isNull();
    assertThat(problem(event -> event.setTrackId(Long.MIN_VALUE).setActorId(-1L))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "", "T1", "DEU", "DE "})
  void anEventCountsWithoutACountryThatIsNone(String country) {
    DomainEvent event = new DomainEvent("a", 1L, 2L, 3L, country, "search", null);
    assertThat(DomainEventRule.counted(event))
        .isEqualTo(new DomainEvent("a", 1L, 2L, 3L, null, "search", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Search", "a b", "<script>"})
  void anEventCountsWithoutASourceThatIsNone(String source) {
    DomainEvent event = new DomainEvent("a", 1L, 2L, 3L, "DE", source, null);
    assertThat(DomainEventRule.counted(event))
        .isEqualTo(new DomainEvent("a", 1L, 2L, 3L, "DE", null, null));
  }

  @Test
  void codesOfCountryAndSourceStay() {
    DomainEvent event = new DomainEvent("a", 1L, null, 3L, "DE", "example.com", null);
    assertThat(DomainEventRule.counted(event)).isSameAs(event);
    assertThat(
            DomainEventRule.counted(new DomainEvent("a", 1L, null, 3L, "DE", "x".repeat(65), null))
                .getSource())
        .isNull();
  }

  @Test
  void eventsThatAreTooLateOrTooEarlyByTheLogsClockDoNotCount() {
    assertThat(problemAt(NOW.minus(7, ChronoUnit.DAYS))).isNull();
    assertThat(problemAt(NOW.minus(7, ChronoUnit.DAYS).minusNanos(1_000))).contains("7 days ago");
    assertThat(problemAt(Instant.parse("1957-10-04T19:28:34Z"))).contains("7 days ago");
    assertThat(problemAt(NOW.plus(1, ChronoUnit.HOURS))).isNull();
    assertThat(problemAt(NOW.plus(1, ChronoUnit.HOURS).plusNanos(1_000))).contains("1 hour ahead");
    assertThat(problem(event -> event.setOccurredAt(Long.MAX_VALUE))).contains("ahead");
    assertThat(problem(event -> event.setOccurredAt(Long.MIN_VALUE))).contains("ago");
  }

  private static @Nullable String problemAt(Instant time) {
    return problem(event -> event.setOccurredAt(micros(time)));
  }

  private static @Nullable String problem(Consumer<DomainEvent.Builder> change) {
    DomainEvent.Builder event =
        DomainEvent.newBuilder().setId("a").setTrackId(11).setOccurredAt(micros(NOW));
    change.accept(event);
    return DomainEventRule.problem(event.build(), micros(NOW));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
