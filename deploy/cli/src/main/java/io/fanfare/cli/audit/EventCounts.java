package io.fanfare.cli.audit;

import io.fanfare.cli.terminal.ProgressBar;
import io.fanfare.cli.topics.TopicLog;
import io.fanfare.local.StackException;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * What the cells of events should say: an independent count over the log, from its beginning to
 * where it ended when it was counted. Events and counts are in temporary files, so that memory
 * holds little more than where the counts of each track are.
 */
final class EventCounts implements AutoCloseable {

  private static final int EVENTS_OF_PART = 100_000;
  private static final int MOST_PARTS = 256;

  /** By the contract, an id is known until its event could not be told any more. */
  private static final long KNOWN_FOR = TimeUnit.MICROSECONDS.convert(DomainEventRule.LATEST);

  private final AvroCodec<DomainEvent> codec = AvroCodec.of(DomainEvent.class);
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<Long, Slice> slices = new HashMap<>();
  private final Path directory;
  private final RandomAccessFile counts;

  /** Where the counts of a track are. */
  private record Slice(long offset, int length) {}

  /** A cell of a track. */
  record Cell(StatKind kind, Granularity granularity, long bucket, long total, String detail) {}

  private record CellKey(StatKind kind, Granularity granularity, long bucket)
      implements Comparable<CellKey> {
    @Override
    public int compareTo(CellKey other) {
      int byKind = kind.compareTo(other.kind);
      int byGranularity = byKind == 0 ? granularity.compareTo(other.granularity) : byKind;
      return byGranularity == 0 ? Long.compare(bucket, other.bucket) : byGranularity;
    }
  }

  private EventCounts() throws IOException {
    directory = Files.createTempDirectory("fanfare-audit");
    counts = new RandomAccessFile(directory.resolve("counts").toFile(), "rw");
  }

  /**
   * Counts.
   *
   * @param bootstrap `host:port` of any broker
   * @param out where a progress bar is drawn
   * @throws StackException if Kafka does not answer, or the files cannot be written
   */
  static EventCounts of(String bootstrap, PrintWriter out) {
    EventCounts counted = null;
    try {
      counted = new EventCounts();
      counted.count(bootstrap, out);
      return counted;
    } catch (IOException e) {
      if (counted != null) {
        counted.close();
      }
      throw new StackException(
          "The events cannot be counted in temporary files: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      if (counted != null) {
        counted.close();
      }
      throw e;
    }
  }

  /**
   * Counts events that are given.
   *
   * @param parts in how many files
   */
  static EventCounts of(List<CountedEvent> events, int parts) throws IOException {
    EventCounts counted = new EventCounts();
    counted.count(
        parts,
        byId -> {
          for (CountedEvent event : events) {
            byId.addById(event);
          }
        });
    return counted;
  }

  /** Where events come from, each partition in its order. */
  private interface Log {
    void read(EventParts byId) throws IOException;
  }

  /** The offsets behind the last event of each partition. */
  Map<TopicPartition, Long> ends() {
    return ends;
  }

  /** The cells of a track; none if nothing of it counts. */
  List<Cell> of(long trackId) {
    Slice slice = slices.get(trackId);
    if (slice == null) {
      return List.of();
    }
    byte[] bytes = new byte[slice.length()];
    try {
      counts.seek(slice.offset());
      counts.readFully(bytes);
      List<Cell> cells = new ArrayList<>();
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        while (in.available() > 0) {
          cells.add(
              new Cell(
                  StatKind.values()[in.readByte()],
                  Granularity.values()[in.readByte()],
                  in.readLong(),
                  in.readLong(),
                  in.readUTF()));
        }
      }
      return cells;
    } catch (IOException e) {
      throw new StackException("The counted events cannot be read: " + e.getMessage(), e);
    }
  }

  private void count(String bootstrap, PrintWriter out) throws IOException {
    Map<EventKind, TopicLog> logs = new EnumMap<>(EventKind.class);
    try {
      for (EventKind kind : EventKind.values()) {
        logs.put(kind, new TopicLog(bootstrap, kind.topic()));
      }
      logs.values().forEach(log -> ends.putAll(log.ends()));
      long length = logs.values().stream().mapToLong(TopicLog::length).sum();
      try (ProgressBar bar = new ProgressBar(out, "events", length)) {
        count(
            (int) Math.min(MOST_PARTS, length / EVENTS_OF_PART + 1), byId -> read(logs, byId, bar));
      }
    } finally {
      logs.values().forEach(TopicLog::close);
    }
  }

  private void count(int parts, Log log) throws IOException {
    try (EventParts byId = new EventParts(directory, "ids", parts);
        EventParts byTrack = new EventParts(directory, "tracks", parts)) {
      log.read(byId);
      for (int part = 0; part < parts; part++) {
        countOnce(byId, part, byTrack);
      }
      for (int part = 0; part < parts; part++) {
        countByTrack(byTrack, part);
      }
    }
  }

  private void read(Map<EventKind, TopicLog> logs, EventParts byId, ProgressBar bar)
      throws IOException {
    for (Map.Entry<EventKind, TopicLog> log : logs.entrySet()) {
      log.getValue()
          .read(
              record -> {
                long appendedAt = TimeUnit.MILLISECONDS.toMicros(record.timestamp());
                try {
                  DomainEvent event = codec.decode(record.value());
                  if (DomainEventRule.problem(event, appendedAt) == null) {
                    byId.addById(
                        CountedEvent.of(log.getKey(), record.partition(), appendedAt, event));
                  }
                } catch (UndecodableException e) {
                  // It is a dead letter, and counts nothing.
                }
                bar.at(logs.values().stream().mapToLong(TopicLog::passed).sum());
              });
    }
  }

  /** Only the first event with an id counts, for as long as it is known. */
  private static void countOnce(EventParts byId, int part, EventParts byTrack) throws IOException {
    Map<String, Long> knownUntil = new HashMap<>();
    List<CountedEvent> once = new ArrayList<>();
    byId.read(
        part,
        event -> {
          Long until = knownUntil.get(event.id());
          if (until == null || event.appendedAt() > until) {
            knownUntil.put(event.id(), event.occurredAt() + KNOWN_FOR);
            once.add(event);
          }
        });
    for (CountedEvent event : once) {
      byTrack.addByTrack(event);
    }
  }

  private void countByTrack(EventParts byTrack, int part) throws IOException {
    Map<Long, TreeMap<CellKey, CellTally>> tracks = new HashMap<>();
    byTrack.read(
        part,
        event -> {
          Map<CellKey, CellTally> cells =
              tracks.computeIfAbsent(event.trackId(), absent -> new TreeMap<>());
          keys(event)
              .forEach(key -> cells.computeIfAbsent(key, absent -> new CellTally()).add(event));
        });
    for (Map.Entry<Long, TreeMap<CellKey, CellTally>> track : tracks.entrySet()) {
      append(track.getKey(), track.getValue());
    }
  }

  private void append(long trackId, Map<CellKey, CellTally> cells) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Map.Entry<CellKey, CellTally> cell : cells.entrySet()) {
      out.writeByte(cell.getKey().kind().ordinal());
      out.writeByte(cell.getKey().granularity().ordinal());
      out.writeLong(cell.getKey().bucket());
      out.writeLong(cell.getValue().total());
      out.writeUTF(cell.getValue().detail());
    }
    slices.put(trackId, new Slice(counts.length(), bytes.size()));
    counts.seek(counts.length());
    counts.write(bytes.toByteArray());
  }

  private static List<CellKey> keys(CountedEvent event) {
    StatKind kind = event.kind() == EventKind.PLAY ? StatKind.PLAY : StatKind.DOWNLOAD;
    ZonedDateTime time =
        Instant.EPOCH.plus(event.occurredAt(), ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    ZonedDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return List.of(
        key(kind, Granularity.MINUTE, time.truncatedTo(ChronoUnit.MINUTES)),
        key(kind, Granularity.HOUR, time.truncatedTo(ChronoUnit.HOURS)),
        key(kind, Granularity.DAY, day),
        key(kind, Granularity.MONTH, day.withDayOfMonth(1)),
        new CellKey(kind, Granularity.ALL, 0));
  }

  private static CellKey key(StatKind kind, Granularity granularity, ZonedDateTime begin) {
    return new CellKey(kind, granularity, begin.toEpochSecond());
  }

  @Override
  public void close() {
    try {
      counts.close();
      Files.deleteIfExists(directory.resolve("counts"));
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new StackException(
          "The temporary files in %s cannot be removed: %s".formatted(directory, e.getMessage()),
          e);
    }
  }
}
