package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.Micros;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one count, or several, added: the ids of the events that count, and their cells. A later
 * layer knows the ids of the earlier ones.
 */
record CountedLayer(KnownIds ids, CountedCells cells) implements AutoCloseable {

  /** The contract remembers an id for as long as its event may still arrive. */
  private static final long KNOWN_FOR = Micros.of(Duration.ofDays(7));

  /**
   * Counts events.
   *
   * @param eventsOfRun how many of them fit in memory
   * @param earlier what was counted before them, the oldest first
   */
  static CountedLayer of(EventSort byId, int eventsOfRun, List<CountedLayer> earlier)
      throws IOException {
    CountedLayer layer = new CountedLayer(new KnownIds(), new CountedCells());
    boolean isCounted = false;
    try (EventSort byTrack = new EventSort(CountedEvent.BY_TRACK, eventsOfRun)) {
      FirstOfId firsts = new FirstOfId(earlier, byTrack, layer.ids);
      byId.read(firsts::read);
      firsts.finish();
      Rollup rollup = new Rollup(layer.cells);
      byTrack.read(rollup::add);
      rollup.finish();
      isCounted = true;
      return layer;
    } finally {
      if (!isCounted) {
        layer.close();
      }
    }
  }

  /** Both of two layers. They stay open. */
  static CountedLayer merged(CountedLayer older, CountedLayer newer) throws IOException {
    return new CountedLayer(
        KnownIds.merged(older.ids, newer.ids), CountedCells.sum(older.cells, newer.cells));
  }

  /** How many ids it knows. */
  long size() {
    return ids.size();
  }

  /** Passes on the first event of an id, for as long as the id is known. */
  private static final class FirstOfId {

    private final List<CountedLayer> earlier;
    private final EventSort counted;
    private final KnownIds ids;
    private @Nullable CountedEvent last;

    /** When the newest event of this id happened that counts. */
    private @Nullable Long known;

    private boolean isCounted;

    FirstOfId(List<CountedLayer> earlier, EventSort counted, KnownIds ids) {
      this.earlier = earlier;
      this.counted = counted;
      this.ids = ids;
    }

    void read(CountedEvent event) throws IOException {
      if (last == null || last.kind() != event.kind() || !last.id().equals(event.id())) {
        finishId();
        known = knownEarlier(event);
      }
      last = event;
      if (known == null || event.place().arrivedAt() > known + KNOWN_FOR) {
        known = event.occurredAt();
        isCounted = true;
        counted.add(event);
      }
    }

    private @Nullable Long knownEarlier(CountedEvent event) throws IOException {
      for (int i = earlier.size() - 1; i >= 0; i--) {
        Long occurredAt = earlier.get(i).ids.occurredAt(event.kind(), event.id());
        if (occurredAt != null) {
          return occurredAt;
        }
      }
      return null;
    }

    private void finishId() throws IOException {
      if (isCounted && last != null && known != null) {
        ids.append(new KnownIds.Known(last.kind(), last.id(), known));
      }
      isCounted = false;
    }

    void finish() throws IOException {
      finishId();
      ids.finish();
    }
  }

  @Override
  public void close() throws IOException {
    ids.close();
    cells.close();
  }
}
