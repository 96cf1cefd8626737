package io.fanfare.ops.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.audit.stats.CountedCells.Cell;
import io.fanfare.ops.audit.stats.CountedEvent.Place;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Granularity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A count that goes on where the last one ended has the same cells as one of the whole log. */
class EventCountsProperties {

  private static final long NOW = 1_800_000_000_000_000L;
  private static final long HOUR = 3_600_000_000L;
  private static final int TRACKS = 5;
  private static final long[] IDS = {Long.MIN_VALUE, -7, 1, 2, Long.MAX_VALUE};

  @Property(tries = 100)
  void countsOnAsIfItHadCountedEverythingAtOnce(@ForAll Random random) throws IOException {
    List<CountedEvent> appended = new ArrayList<>();
    InMemoryEvents log = new InMemoryEvents(appended);
    int run = 1 + random.nextInt(40);
    try (EventCounts looks = new EventCounts(log, run)) {
      for (int look = random.nextInt(12); look > 0; look--) {
        append(appended, random);
        looks.countOn();
        InMemoryEvents whole = new InMemoryEvents(List.copyOf(appended));
        try (EventCounts atOnce = new EventCounts(whole, 1_000)) {
          atOnce.countOn();
          assertThat(cells(looks)).isEqualTo(cells(atOnce));
          assertThat(looks.ends()).isEqualTo(atOnce.ends());
        }
      }
    }
    assertThat(log.read).as("events that were read").isEqualTo(appended.size());
  }

  /** Few or many, by clocks that may run backwards; ids repeat within a look and beyond. */
  private static void append(List<CountedEvent> log, Random random) {
    long clock = NOW + random.nextInt(20) * 24 * HOUR;
    int ids = 1 + log.size() + random.nextInt(300);
    for (int i = random.nextInt(random.nextInt(3) == 0 ? 500 : 20); i > 0; i--) {
      long arrivedAt = clock + random.nextInt(1_000);
      DomainEvent event =
          new DomainEvent(
              "id-" + random.nextInt(ids),
              IDS[random.nextInt(TRACKS)],
              random.nextInt(9) == 0 ? null : (Long) (long) random.nextInt(400),
              arrivedAt - random.nextInt(7 * 24) * HOUR,
              random.nextInt(3) == 0 ? null : "DE",
              "source-" + random.nextInt(150),
              null);
      EventKind kind = random.nextInt(5) == 0 ? EventKind.DOWNLOAD : EventKind.PLAY;
      log.add(CountedEvent.of(kind, new Place(arrivedAt, 0, log.size()), event));
    }
  }

  private static Map<String, Cell> cells(EventCounts counts) {
    Map<String, Cell> cells = new TreeMap<>();
    for (long track : IDS) {
      boolean isEmpty = true;
      for (EventKind kind : EventKind.values()) {
        for (Granularity granularity : Granularity.values()) {
          long last = Long.MIN_VALUE;
          for (var all = counts.cells(track, kind, granularity); all.hasNext(); ) {
            Cell cell = all.next();
            assertThat(cell.bucket()).isGreaterThan(last);
            last = cell.bucket();
            isEmpty = false;
            cells.put(track + " " + kind + " " + granularity + " " + cell.bucket(), cell);
          }
        }
      }
      assertThat(counts.has(track)).isEqualTo(!isEmpty);
    }
    return cells;
  }
}
