package io.fanfare.ops.audit.stats;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.stats.CountedEvent.Place;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Granularity;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of events should hold: a count of the event log, from its beginning to its end at
 * the time of counting. Events are sorted by id, so that each counts once, and then by track and
 * time, so that they are counted while they are read. Both sorts and the counts are in temporary
 * files, so memory does not grow with the log.
 *
 * <p>Which events count is decided by a rule of the audit's own, or a mistake in that of the stats
 * job would be invisible.
 */
final class EventCounts implements AutoCloseable {

  private static final AvroCodec<DomainEvent> CODEC = AvroCodec.of(DomainEvent.class);

  private static final int EVENTS_OF_RUN = 100_000;

  /** The contract remembers an id for as long as its event may still arrive. */
  private static final long KNOWN_FOR = Micros.of(Duration.ofDays(7));

  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final CountedCells cells;

  private EventCounts() throws IOException {
    cells = new CountedCells();
  }

  /**
   * Counts the log.
   *
   * @param bootstrap `host:port` of any broker
   * @param out where a progress bar is drawn
   * @throws OperationException if Kafka does not answer, or the files cannot be written
   */
  static EventCounts of(String bootstrap, PrintWriter out) {
    try {
      EventCounts counted = new EventCounts();
      return counted.count(EVENTS_OF_RUN, byId -> counted.readLog(bootstrap, out, byId));
    } catch (IOException e) {
      throw new OperationException(
          "The events cannot be counted in temporary files: " + e.getMessage(), e);
    }
  }

  /**
   * Counts given events.
   *
   * @param eventsOfRun how many of them fit in memory
   */
  static EventCounts of(List<CountedEvent> events, int eventsOfRun) throws IOException {
    return new EventCounts()
        .count(
            eventsOfRun,
            byId -> {
              for (CountedEvent event : events) {
                byId.add(event);
              }
            });
  }

  /** A source of events. */
  private interface Log {
    void read(EventSort byId) throws IOException;
  }

  /** The offsets behind the last event of each partition. */
  Map<TopicPartition, Long> ends() {
    return ends;
  }

  /** Whether a track has valid events. */
  boolean has(long trackId) {
    return cells.has(trackId);
  }

  /** The cells of a track, in the order of their buckets; none if it has no valid events. */
  Iterator<CountedCells.Cell> cells(long trackId, EventKind kind, Granularity granularity) {
    return cells.cells(trackId, kind, granularity);
  }

  private EventCounts count(int eventsOfRun, Log log) throws IOException {
    boolean isCounted = false;
    try (EventSort byId = new EventSort(CountedEvent.BY_ID, eventsOfRun);
        EventSort byTrack = new EventSort(CountedEvent.BY_TRACK, eventsOfRun)) {
      log.read(byId);
      byId.read(new FirstOfId(byTrack)::read);
      Rollup rollup = new Rollup(cells);
      byTrack.read(rollup::add);
      rollup.finish();
      isCounted = true;
      return this;
    } finally {
      if (!isCounted) {
        close();
      }
    }
  }

  /** Passes on the first event of an id, for as long as the id is known by the log's clock. */
  private static final class FirstOfId {

    private final EventSort counted;
    private @Nullable CountedEvent first;

    FirstOfId(EventSort counted) {
      this.counted = counted;
    }

    void read(CountedEvent event) throws IOException {
      if (first == null
          || first.kind() != event.kind()
          || !first.id().equals(event.id())
          || event.place().appendedAt() > first.occurredAt() + KNOWN_FOR) {
        first = event;
        counted.add(event);
      }
    }
  }

  private void readLog(String bootstrap, PrintWriter out, EventSort byId) throws IOException {
    Map<EventKind, TopicLog> logs = new EnumMap<>(EventKind.class);
    try {
      for (EventKind kind : EventKind.values()) {
        logs.put(kind, new TopicLog(bootstrap, kind.topic()));
      }
      logs.values().forEach(log -> ends.putAll(log.ends()));
      long length = logs.values().stream().mapToLong(TopicLog::length).sum();
      try (ProgressBar bar = new ProgressBar(out, "events", length)) {
        for (Map.Entry<EventKind, TopicLog> log : logs.entrySet()) {
          readKind(log.getKey(), log.getValue(), byId, () -> bar.at(passed(logs)));
        }
      }
    } finally {
      logs.values().forEach(TopicLog::close);
    }
  }

  private static long passed(Map<EventKind, TopicLog> logs) {
    return logs.values().stream().mapToLong(TopicLog::passed).sum();
  }

  private static void readKind(EventKind kind, TopicLog log, EventSort byId, Runnable progress)
      throws IOException {
    log.read(
        record -> {
          long appendedAt = Micros.ofMillis(record.timestamp());
          CountedEvent event =
              valid(
                  kind, new Place(appendedAt, record.partition(), record.offset()), record.value());
          if (event != null) {
            byId.add(event);
          }
          progress.run();
        });
  }

  /** The event in a record of the log; null if it is unreadable or not valid. */
  static @Nullable CountedEvent valid(EventKind kind, Place place, byte @Nullable [] value) {
    try {
      DomainEvent event = CountableEvent.of(CODEC.decode(value), place.appendedAt());
      return event == null ? null : CountedEvent.of(kind, place, event);
    } catch (UndecodableException e) {
      // The job makes it a dead letter.
      return null;
    }
  }

  @Override
  public void close() {
    try {
      cells.close();
    } catch (IOException e) {
      throw new OperationException(
          "The temporary files of the counted events cannot be closed: " + e.getMessage(), e);
    }
  }
}
