package io.fanfare.schemas.stats;

import io.fanfare.schemas.events.DomainEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up events, and counts of different events; listeners are merged. */
public final class CountsSum {

  private static final byte[] NO_SKETCH = {};

  private long total;
  private final Map<String, Long> countries = new TreeMap<>();
  private final Map<String, Long> sources = new TreeMap<>();
  private final Listeners listeners = new Listeners();

  /** Adds counts of events that are not in the sum yet. */
  public CountsSum add(Counts counts) {
    total += counts.getTotal();
    counts.getCountries().forEach((key, count) -> countries.merge(key, count, Long::sum));
    counts.getSources().forEach((key, count) -> sources.merge(key, count, Long::sum));
    listeners.add(counts.getListeners(), bytes(counts.getSketch()));
    return this;
  }

  /** Adds to the total alone; a negative number takes away. */
  public CountsSum add(long more) {
    total += more;
    return this;
  }

  /** Adds an event that is not in the sum yet. */
  public CountsSum add(DomainEvent event) {
    total++;
    addTo(countries, event.getCountry());
    addTo(sources, event.getSource());
    Long actor = event.getActorId();
    listeners.add(actor == null ? List.of() : List.of(actor), NO_SKETCH);
    return this;
  }

  private static void addTo(Map<String, Long> counts, @Nullable String key) {
    if (key != null) {
      counts.merge(key, 1L, Long::sum);
    }
  }

  public Counts get() {
    return new Counts(
        total,
        new TreeMap<>(countries),
        new TreeMap<>(sources),
        listeners.ids(),
        ByteBuffer.wrap(listeners.sketch()));
  }

  /** The number of distinct listeners: exact up to 128, then an estimate (1 σ is 2.4 %). */
  public long listeners() {
    return listeners.estimate();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
