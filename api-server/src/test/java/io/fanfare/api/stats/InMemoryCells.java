package io.fanfare.api.stats;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Cells in memory, counted from events that are put. */
public final class InMemoryCells implements StatsStore, TotalStore {

  private record Key(StatsSubject subject, long id, StatKind kind, Granularity granularity) {}

  private record Row(long bucket, long trackId) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byBucket = Long.compare(bucket, other.bucket);
      return byBucket == 0 ? Long.compare(trackId, other.trackId) : byBucket;
    }
  }

  /** The segments that were read. */
  public final List<Segment> segmentsRead = Collections.synchronizedList(new ArrayList<>());

  /** Whether it answers about totals. */
  public volatile boolean answers = true;

  private final Map<Key, TreeMap<Row, Counts>> cells = new ConcurrentHashMap<>();

  /** Counts an event for its track, and among the cells of an owner. */
  public void put(StatKind kind, DomainEvent event, long owner) {
    for (Granularity granularity : Granularity.values()) {
      long bucket = Buckets.of(granularity, Math.floorDiv(event.getOccurredAt(), 1_000_000));
      add(new Key(StatsSubject.TRACK, event.getTrackId(), kind, granularity), bucket, event);
      add(new Key(StatsSubject.OWNER, owner, kind, granularity), bucket, event);
    }
  }

  private void add(Key key, long bucket, DomainEvent event) {
    cells
        .computeIfAbsent(key, absent -> new TreeMap<>())
        .merge(
            new Row(bucket, event.getTrackId()),
            new CountsSum().add(event).get(),
            (one, other) -> new CountsSum().add(one).add(other).get());
  }

  @Override
  public CompletionStage<?> read(
      StatsSubject subject,
      long subjectId,
      StatKind kind,
      Segment segment,
      Function<List<StoredCell>, CompletionStage<?>> taker) {
    segmentsRead.add(segment);
    CompletionStage<?> taken = CompletableFuture.completedFuture(segment);
    Map<Row, Counts> rows =
        cells
            .getOrDefault(new Key(subject, subjectId, kind, segment.granularity()), new TreeMap<>())
            .subMap(new Row(segment.from(), Long.MIN_VALUE), new Row(segment.to(), Long.MIN_VALUE));
    // A page holds one cell.
    for (Map.Entry<Row, Counts> row : rows.entrySet()) {
      StoredCell cell =
          new StoredCell(row.getKey().bucket(), row.getKey().trackId(), row.getValue());
      taken = taken.thenCompose(done -> taker.apply(List.of(cell)));
    }
    return taken;
  }

  @Override
  public CompletionStage<Map<Long, Long>> totals(Total total, Set<Long> ids) {
    if (!answers) {
      return CompletableFuture.failedFuture(new UnavailableException("No cell is there.", null));
    }
    Map<Long, Long> totals = new HashMap<>();
    for (long id : ids) {
      TreeMap<Row, Counts> rows =
          cells.get(new Key(total.subject(), id, total.kind(), Granularity.ALL));
      if (rows != null) {
        totals.put(id, rows.firstEntry().getValue().getTotal());
      }
    }
    return CompletableFuture.completedFuture(totals);
  }
}
