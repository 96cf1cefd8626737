package io.fanfare.ops.audit.stats;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Granularity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the cells of events should hold: a count of the event log, from its beginning. A later count
 * reads only what was appended since, and adds it as a layer to the counts before. Events are
 * sorted by id, so that each counts once, and then by track and time, so that they are counted
 * while they are read. Sorts, ids and counts are in temporary files, so memory does not grow with
 * the log.
 *
 * <p>Which events count is decided by a rule of the audit's own, or a mistake in that of the stats
 * job would be invisible.
 */
final class EventCounts implements AutoCloseable {

  /** Events that fit in memory. */
  static final int EVENTS_OF_RUN = 100_000;

  private final EventSource source;
  private final int eventsOfRun;
  private final List<CountedLayer> layers = new ArrayList<>();
  private Map<TopicPartition, Long> ends = Map.of();

  /**
   * Nothing is counted at first.
   *
   * @param eventsOfRun how many events fit in memory
   */
  EventCounts(EventSource source, int eventsOfRun) {
    this.source = source;
    this.eventsOfRun = eventsOfRun;
  }

  /**
   * Counts what was appended since the last count, up to now.
   *
   * @throws OperationException if Kafka does not answer, or the files cannot be written
   */
  void countOn() {
    try (EventSort byId = new EventSort(CountedEvent.BY_ID, eventsOfRun)) {
      Map<TopicPartition, Long> next = source.read(ends, byId);
      if (!byId.isEmpty()) {
        layers.add(CountedLayer.of(byId, eventsOfRun, layers));
        ends = next;
        mergeLayers();
      }
      ends = next;
    } catch (IOException e) {
      throw new OperationException(
          "The events cannot be counted in temporary files: " + e.getMessage(), e);
    }
  }

  /**
   * Merges the newest layers while they are about as large, so that few files are open and an event
   * is copied few times.
   */
  private void mergeLayers() throws IOException {
    while (layers.size() > 1 && layers.get(layers.size() - 2).size() <= 2 * newest().size()) {
      CountedLayer newer = newest();
      CountedLayer older = layers.get(layers.size() - 2);
      CountedLayer merged = CountedLayer.merged(older, newer);
      layers.remove(newer);
      layers.set(layers.size() - 1, merged);
      older.close();
      newer.close();
    }
  }

  private CountedLayer newest() {
    return layers.get(layers.size() - 1);
  }

  /** The offsets behind the last event of each partition. */
  Map<TopicPartition, Long> ends() {
    return ends;
  }

  /** Whether a track has valid events. */
  boolean has(long trackId) {
    return layers.stream().anyMatch(layer -> layer.cells().has(trackId));
  }

  /** The cells of a track, in the order of their buckets; none if it has no valid events. */
  Iterator<CountedCells.Cell> cells(long trackId, EventKind kind, Granularity granularity) {
    return new SummedCells(
        layers.stream().map(layer -> layer.cells().cells(trackId, kind, granularity)).toList());
  }

  @Override
  public void close() {
    try {
      for (CountedLayer layer : layers) {
        layer.close();
      }
    } catch (IOException e) {
      throw new OperationException(
          "The temporary files of the counted events cannot be closed: " + e.getMessage(), e);
    }
  }
}
