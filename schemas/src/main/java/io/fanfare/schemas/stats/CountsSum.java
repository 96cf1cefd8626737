package io.fanfare.schemas.stats;

import io.fanfare.schemas.events.DomainEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Adds up events, and counts of different events; listeners are merged. */
public final class CountsSum {

  /** More than there are; events may have any two letters. */
  public static final int MOST_COUNTRIES = 300;

  /** Most sources of a cell: a row that holds them all is a few KiB. */
  public static final int MOST_SOURCES = 100;

  /** The code that ISO 3166-1 leaves to users, for countries beyond these. */
  public static final String OTHER_COUNTRIES = "ZZ";

  /** The source of events from sources beyond these. */
  public static final String OTHER_SOURCES = "other";

  private long total;
  private final KeyCounts countries = countries();
  private final KeyCounts sources = sources();
  private final Listeners listeners = new Listeners();

  /** Counts by country, as a cell keeps them. */
  public static KeyCounts countries() {
    return new KeyCounts(MOST_COUNTRIES, OTHER_COUNTRIES);
  }

  /** Counts by source, as a cell keeps them. */
  public static KeyCounts sources() {
    return new KeyCounts(MOST_SOURCES, OTHER_SOURCES);
  }

  /** Adds counts of events that are not in the sum yet. */
  public CountsSum add(Counts counts) {
    total += counts.getTotal();
    counts.getCountries().forEach(countries::add);
    counts.getSources().forEach(sources::add);
    listeners.add(counts.getListeners(), bytes(counts.getSketch()));
    return this;
  }

  /** The same for counts that are another sum. */
  public CountsSum add(CountsSum other) {
    total += other.total;
    other.countries.addTo(countries);
    other.sources.addTo(sources);
    other.listeners.addTo(listeners);
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
    if (event.getActorId() != null) {
      listeners.add(event.getActorId());
    }
    return this;
  }

  private static void addTo(KeyCounts counts, @Nullable String key) {
    if (key != null) {
      counts.add(key, 1);
    }
  }

  public Counts get() {
    return new Counts(
        total,
        countries.get(),
        sources.get(),
        listeners.ids(),
        ByteBuffer.wrap(listeners.sketch()));
  }

  /** How many keys and ids it holds, which its memory grows with; a sketch is as large as 128. */
  public int size() {
    return countries.size() + sources.size() + listeners.size();
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
