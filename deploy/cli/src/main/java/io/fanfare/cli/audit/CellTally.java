package io.fanfare.cli.audit;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import io.fanfare.schemas.stats.Counts;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * What an independent count says of a cell. Cells are compared by their totals and the text of all
 * else that they say.
 */
final class CellTally {

  /** By the contract, so many listeners are kept by their ids, and more in a sketch. */
  private static final int MOST_IDS = 128;

  private static final int PRECISION = 10;

  private final Map<String, Long> countries = new TreeMap<>();
  private final Map<String, Long> sources = new TreeMap<>();
  private final SortedSet<Long> listeners = new TreeSet<>();
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
      listeners.add(event.actorId());
    }
  }

  long total() {
    return total;
  }

  /** All but the total. */
  String detail() {
    return text(countries, sources, listeners.size() <= MOST_IDS ? ids(listeners) : sketch());
  }

  /** The same of a cell that is stored. */
  static String detail(Counts stored) {
    ByteBuffer sketch = stored.getSketch();
    String listeners =
        sketch.hasRemaining() ? "sketch " + hash(sketch.duplicate()) : ids(stored.getListeners());
    return text(
        new TreeMap<>(stored.getCountries()), new TreeMap<>(stored.getSources()), listeners);
  }

  private static String text(
      Map<String, Long> countries, Map<String, Long> sources, String listeners) {
    return countries + " " + sources + " " + listeners;
  }

  private static String ids(Collection<Long> ids) {
    ByteBuffer bytes = ByteBuffer.allocate(ids.size() * Long.BYTES);
    ids.forEach(bytes::putLong);
    return ids.size() + " listeners " + hash(bytes.flip());
  }

  private String sketch() {
    UltraLogLog sketch = UltraLogLog.create(PRECISION);
    listeners.forEach(
        id -> sketch.add(Hashing.wyhashFinal4().hashStream().putLong(id).getAsLong()));
    return "sketch " + hash(ByteBuffer.wrap(sketch.getState()));
  }

  private static String hash(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Long.toHexString(crc.getValue());
  }
}
