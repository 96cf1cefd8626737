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
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an independent count says of a cell of events. */
final class CellTally {

  /** By the contract, so many listeners are kept by their ids, and more in a sketch. */
  private static final int MOST_IDS = 128;

  private static final int PRECISION = 10;

  private final Map<String, Long> countries = new TreeMap<>();
  private final Map<String, Long> sources = new TreeMap<>();
  private final SortedSet<Long> listeners = new TreeSet<>();
  private @Nullable UltraLogLog sketch;
  private long total;

  void add(CountedEvent event) {
    total++;
    if (!event.country().isEmpty()) {
      countries.merge(event.country(), 1L, Long::sum);
    }
    if (!event.source().isEmpty()) {
      sources.merge(event.source(), 1L, Long::sum);
    }
    if (event.actorId() != 0) {
      addListener(event.actorId());
    }
  }

  private void addListener(long id) {
    if (sketch != null) {
      addTo(sketch, List.of(id));
      return;
    }
    listeners.add(id);
    if (listeners.size() > MOST_IDS) {
      sketch = addTo(UltraLogLog.create(PRECISION), listeners);
      listeners.clear();
    }
  }

  private static UltraLogLog addTo(UltraLogLog sketch, Collection<Long> ids) {
    ids.forEach(id -> sketch.add(Hashing.wyhashFinal4().hashStream().putLong(id).getAsLong()));
    return sketch;
  }

  Counts counts() {
    return new Counts(
        total,
        countries,
        sources,
        new ArrayList<>(listeners),
        ByteBuffer.wrap(sketch == null ? new byte[0] : sketch.getState()));
  }

  /** Whether all that counts say may be among what others say: no number is larger. */
  static boolean isPart(Counts counts, Counts others) {
    return counts.getTotal() <= others.getTotal()
        && isPart(counts.getCountries(), others.getCountries())
        && isPart(counts.getSources(), others.getSources())
        && areListenersPart(counts, others);
  }

  private static boolean isPart(Map<String, Long> counts, Map<String, Long> others) {
    return counts.entrySet().stream()
        .allMatch(entry -> entry.getValue() <= others.getOrDefault(entry.getKey(), 0L));
  }

  /** Who is in a sketch already changes nothing of it. */
  private static boolean areListenersPart(Counts counts, Counts others) {
    if (!others.getSketch().hasRemaining()) {
      return !counts.getSketch().hasRemaining()
          && new HashSet<>(others.getListeners()).containsAll(counts.getListeners());
    }
    byte[] state = bytes(others.getSketch());
    UltraLogLog both = addTo(UltraLogLog.wrap(state.clone()), counts.getListeners());
    if (counts.getSketch().hasRemaining()) {
      both.add(UltraLogLog.wrap(bytes(counts.getSketch())));
    }
    return Arrays.equals(both.getState(), state);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
