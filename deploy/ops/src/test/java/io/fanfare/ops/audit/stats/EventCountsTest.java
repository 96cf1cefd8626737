package io.fanfare.ops.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.audit.stats.CountedCells.Cell;
import io.fanfare.ops.audit.stats.CountedEvent.Place;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCountsTest {

  private static final Instant NOW = Instant.parse("2026-11-30T23:59:59Z");
  private static final Duration KNOWN_FOR = Duration.ofDays(7);

  private final List<CountedEvent> log = new ArrayList<>();

  /** Runs this small are merged over two levels of files. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100_000})
  void countsEachEventOnceWithAnyNumberInMemory(int eventsOfRun) throws IOException {
    for (int i = 0; i < 1_200; i++) {
      append(NOW, event("id-" + i % 600, 1 + i % 10, NOW, 1 + i % 600));
    }
    Collections.shuffle(log, new Random(7));
    try (EventCounts counts = counted(eventsOfRun)) {
      for (long track = 1; track <= 10; track++) {
        assertThat(totals(counts, track))
            .isEqualTo(
                Map.of(
                    "MINUTE 2026-11-30T23:59:00Z", 60L,
                    "HOUR 2026-11-30T23:00:00Z", 60L,
                    "DAY 2026-11-30T00:00:00Z", 60L,
                    "MONTH 2026-11-01T00:00:00Z", 60L,
                    "ALL 1970-01-01T00:00:00Z", 60L));
      }
      assertThat(counts.has(10)).isTrue();
      assertThat(counts.has(11)).isFalse();
      assertThat(totals(counts, 11)).isEmpty();
    }
  }

  @Test
  void countsEventsWhenTheyHappened() throws IOException {
    for (String time :
        List.of("2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z", "2026-12-01T01:00:00Z")) {
      append(NOW, event(time, 1, Instant.parse(time), 1));
    }
    try (EventCounts counts = counted(2)) {
      assertThat(totals(counts, 1))
          .hasSize(11)
          .containsEntry("DAY 2026-12-01T00:00:00Z", 2L)
          .containsEntry("MONTH 2026-11-01T00:00:00Z", 1L)
          .containsEntry("MONTH 2026-12-01T00:00:00Z", 2L)
          .containsEntry("ALL 1970-01-01T00:00:00Z", 3L);
    }
  }

  @Test
  void onlyTheFirstEventOfAnIdCountsWhileTheIdIsKnown() throws IOException {
    append(NOW, event("a", 1, NOW, 1));
    append(NOW.plus(KNOWN_FOR), event("a", 1, NOW, 1));
    assertTotals(1);
    append(NOW.plus(KNOWN_FOR).plusMillis(1), event("a", 1, NOW.plus(KNOWN_FOR), 1));
    assertTotals(2);
  }

  @Test
  void theFirstEventOfAnIdIsTheOneWithTheSmallestOffset() throws IOException {
    append(NOW, event("a", 1, NOW, 1));
    // The next leader's clock is behind.
    append(NOW.minusSeconds(5), event("a", 2, NOW, 1));
    assertTotals(1);
  }

  @Test
  void theIdOfAnOlderEventIsForgottenEarlier() throws IOException {
    append(NOW, event("a", 1, NOW.minus(KNOWN_FOR), 1));
    append(NOW.plusMillis(1), event("a", 1, NOW, 1));
    assertTotals(2);
  }

  @Test
  void unreadableLateAndEarlyEventsDoNotCount() {
    Duration microsecond = Duration.of(1, ChronoUnit.MICROS);
    assertThat(isValid(event("a", 1, NOW, 1))).isTrue();
    assertThat(isValid(event("a b", 1, NOW, 1))).isFalse();
    assertThat(isValid(event("a", -1, NOW, 0))).isTrue();
    assertThat(isValid(event("a", 0, NOW, 1))).isFalse();
    assertThat(isValid(event("a", 1, NOW.minus(KNOWN_FOR), 1))).isTrue();
    assertThat(isValid(event("a", 1, NOW.minus(KNOWN_FOR).minus(microsecond), 1))).isFalse();
    assertThat(isValid(event("a", 1, NOW.plus(Duration.ofHours(1)), 1))).isTrue();
    assertThat(isValid(event("a", 1, NOW.plus(Duration.ofHours(1)).plus(microsecond), 1)))
        .isFalse();
    assertThat(valid(new byte[] {1})).isNull();
    assertThat(valid(null)).isNull();
  }

  private static boolean isValid(DomainEvent event) {
    return valid(AvroCodec.of(DomainEvent.class).encode(event)) != null;
  }

  private static @Nullable CountedEvent valid(byte @Nullable [] value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            EventKind.PLAY.topic(),
            0,
            0,
            NOW.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            new byte[0],
            value,
            new RecordHeaders(),
            Optional.empty());
    return KafkaEvents.valid(EventKind.PLAY, record);
  }

  @Test
  void anIdIsSharedByPartitionsButNotByKinds() throws IOException {
    DomainEvent event = event("a", 1, NOW, 1);
    log.add(CountedEvent.of(EventKind.PLAY, new Place(micros(NOW), 0, 0), event));
    log.add(CountedEvent.of(EventKind.PLAY, new Place(micros(NOW), 1, 0), event));
    log.add(CountedEvent.of(EventKind.DOWNLOAD, new Place(micros(NOW), 0, 0), event));
    assertTotals(1);
    try (EventCounts counts = counted(100)) {
      assertThat(counts.cells(1, EventKind.DOWNLOAD, Granularity.ALL).next().counts().getTotal())
          .isEqualTo(1);
    }
  }

  @Test
  void theSameIdOnAnotherTrackDoesNotCount() throws IOException {
    append(NOW, event("a", 1, NOW, 1));
    append(NOW, event("a", 2, NOW, 1));
    assertTotals(1);
    try (EventCounts counts = counted(100)) {
      assertThat(counts.has(2)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 128, 129, 5_000})
  void countsListenersCountriesAndSourcesAsTheJobDoes(int listeners) throws IOException {
    CountsSum sum = new CountsSum();
    for (int i = 0; i < listeners; i++) {
      DomainEvent event =
          new DomainEvent(
              "id-" + i,
              1L,
              i == 7 ? null : 1L + i,
              micros(NOW),
              i % 3 == 0 ? "DE" : null,
              "web",
              null);
      // As pre-aggregated events are merged.
      sum.add(new CountsSum().add(event).get());
      append(NOW, event);
    }
    Counts ofJob = sum.get();
    try (EventCounts counts = counted(100)) {
      for (Granularity granularity : Granularity.values()) {
        assertThat(counts.cells(1, EventKind.PLAY, granularity).next().counts()).isEqualTo(ofJob);
      }
    }
  }

  @Test
  void mergesCellsInTheOrderInWhichTheyAreStored() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      log.add(
          CountedEvent.of(
              random.nextBoolean() ? EventKind.PLAY : EventKind.DOWNLOAD,
              new Place(micros(NOW), 0, i),
              event(
                  "id-" + i, 1 + random.nextInt(5), NOW.minusSeconds(random.nextInt(100_000)), 1)));
    }
    List<CellRow> rows = new ArrayList<>();
    try (EventCounts counts = counted(100);
        MergedCells merged =
            new MergedCells(
                counts, List.of(7L, 8L), Map.of(7L, List.of(1L, 3L), 8L, List.of(2L)))) {
      merged.forEachRemaining(rows::add);
    }
    assertThat(rows).isSorted().doesNotHaveDuplicates();
    assertThat(events(rows, 7, StatsSubject.TRACK, List.of(1L, 3L)))
        .isEqualTo(logged(List.of(1L, 3L)));
    assertThat(events(rows, 7, StatsSubject.OWNER, List.of(1L, 3L)))
        .isEqualTo(logged(List.of(1L, 3L)));
    assertThat(events(rows, 8, StatsSubject.OWNER, List.of(2L))).isEqualTo(logged(List.of(2L)));
  }

  /** The events in the cells of minutes. */
  private static long events(
      List<CellRow> rows, long user, StatsSubject subject, List<Long> tracks) {
    return rows.stream()
        .filter(row -> row.recipientId() == user && row.subject() == subject)
        .filter(row -> row.granularity() == Granularity.MINUTE)
        .filter(row -> tracks.contains(row.trackId()))
        .mapToLong(CellRow::total)
        .sum();
  }

  private long logged(List<Long> tracks) {
    return log.stream().filter(event -> tracks.contains(event.trackId())).count();
  }

  private EventCounts counted(int eventsOfRun) {
    EventCounts counts = new EventCounts(new InMemoryEvents(log), eventsOfRun);
    counts.countOn();
    return counts;
  }

  private void assertTotals(long expected) throws IOException {
    try (EventCounts counts = counted(100)) {
      assertThat(totals(counts, 1)).containsEntry("ALL 1970-01-01T00:00:00Z", expected);
    }
  }

  /** The totals of plays, by granularity and bucket. */
  private static Map<String, Long> totals(EventCounts counts, long track) {
    Map<String, Long> totals = new TreeMap<>();
    for (Granularity granularity : Granularity.values()) {
      counts
          .cells(track, EventKind.PLAY, granularity)
          .forEachRemaining(cell -> totals.put(granularity + " " + begin(cell), total(cell)));
    }
    return totals;
  }

  private static long total(Cell cell) {
    return cell.counts().getTotal();
  }

  private static Instant begin(Cell cell) {
    return Instant.ofEpochSecond(cell.bucket());
  }

  private void append(Instant time, DomainEvent event) {
    log.add(CountedEvent.of(EventKind.PLAY, new Place(micros(time), 0, log.size()), event));
  }

  private static DomainEvent event(String id, long track, Instant time, long actor) {
    return new DomainEvent(id, track, actor, micros(time), "DE", null, null);
  }

  private static long micros(Instant time) {
    return Micros.of(time);
  }
}
