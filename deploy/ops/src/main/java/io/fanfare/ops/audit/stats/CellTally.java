package io.fanfare.ops.audit.stats;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import io.fanfare.schemas.stats.Counts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The counts of one cell of events, as the audit counts them on its own. */
final class CellTally {

  /** The contract keeps this many listeners by their ids, and more in a sketch. */
  private static final int MOST_IDS = 128;

  private static final int PRECISION = 10;

  private final KeyTally countries = KeyTally.ofCountries();
  private final KeyTally sources = KeyTally.ofSources();
  private final SortedSet<Long> listeners = new TreeSet<>();
  private @Nullable UltraLogLog sketch;
  private long total;

  void add(CountedEvent event) {
    total++;
    if (!event.country().isEmpty()) {
      countries.add(event.country(), 1);
    }
    if (!event.source().isEmpty()) {
      sources.add(event.source(), 1);
    }
    Long actor = event.actorId();
    if (actor != null) {
      addListener(actor);
    }
  }

  /** Adds counts of other events. */
  void add(Counts counts) {
    total += counts.getTotal();
    counts.getCountries().forEach(countries::add);
    counts.getSources().forEach(sources::add);
    counts.getListeners().forEach(this::addListener);
    if (counts.getSketch().hasRemaining()) {
      sketch().add(UltraLogLog.wrap(bytes(counts.getSketch())));
    }
  }

  private void addListener(long id) {
    if (sketch != null) {
      addTo(sketch, List.of(id));
      return;
    }
    listeners.add(id);
    if (listeners.size() > MOST_IDS) {
      var unused = sketch();
    }
  }

  /** From now on listeners are in a sketch. */
  private UltraLogLog sketch() {
    if (sketch == null) {
      sketch = addTo(UltraLogLog.create(PRECISION), listeners);
      listeners.clear();
    }
    return sketch;
  }

  private static UltraLogLog addTo(UltraLogLog sketch, Collection<Long> ids) {
    ids.forEach(id -> sketch.add(Hashing.wyhashFinal4().hashStream().putLong(id).getAsLong()));
    return sketch;
  }

  Counts counts() {
    return new Counts(
        total,
        countries.counts(),
        sources.counts(),
        new ArrayList<>(listeners),
        ByteBuffer.wrap(sketch == null ? new byte[0] : sketch.getState()));
  }

  /**
   * Whether no number of the lower counts is larger than that of the upper ones. A country or
   * source that is kept in the lower ones may count with the rest in the upper ones.
   */
  static boolean isWithin(Counts lower, Counts upper) {
    return lower.getTotal() <= upper.getTotal()
        && isWithin(lower.getCountries(), upper.getCountries(), KeyTally.OTHER_COUNTRIES)
        && isWithin(lower.getSources(), upper.getSources(), KeyTally.OTHER_SOURCES)
        && areListenersWithin(lower, upper);
  }

  private static boolean isWithin(Map<String, Long> lower, Map<String, Long> upper, String rest) {
    long ofRest = 0;
    for (Map.Entry<String, Long> entry : lower.entrySet()) {
      if (!entry.getKey().equals(rest) && upper.containsKey(entry.getKey())) {
        if (entry.getValue() > upper.getOrDefault(entry.getKey(), 0L)) {
          return false;
        }
      } else {
        ofRest += entry.getValue();
      }
    }
    return ofRest <= upper.getOrDefault(rest, 0L);
  }

  /** Adding a listener that a sketch already has does not change the sketch. */
  private static boolean areListenersWithin(Counts lower, Counts upper) {
    if (!upper.getSketch().hasRemaining()) {
      return !lower.getSketch().hasRemaining()
          && new HashSet<>(upper.getListeners()).containsAll(lower.getListeners());
    }
    byte[] state = bytes(upper.getSketch());
    UltraLogLog both = addTo(UltraLogLog.wrap(state.clone()), lower.getListeners());
    if (lower.getSketch().hasRemaining()) {
      both.add(UltraLogLog.wrap(bytes(lower.getSketch())));
    }
    return Arrays.equals(both.getState(), state);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
