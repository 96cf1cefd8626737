package io.fanfare.jobs.stats;

import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/** Fails each write once, as if the store were down, and then accepts it. */
final class UnsteadyCells implements AsyncFunction<Cells, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Set<Cells>> FAILED = new ConcurrentHashMap<>();
  private static final Map<String, Set<Cells>> AWAITING_RETRY = new ConcurrentHashMap<>();
  private static final Map<String, Map<Row, Cell>> ROWS = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  /** A row of the store: the track's own if there is no owner. */
  private record Row(Optional<Long> ownerId, long trackId, CellKey key) {}

  UnsteadyCells() {
    FAILED.put(name, ConcurrentHashMap.newKeySet());
    AWAITING_RETRY.put(name, ConcurrentHashMap.newKeySet());
    ROWS.put(name, new ConcurrentHashMap<>());
  }

  @Override
  public void asyncInvoke(Cells cells, ResultFuture<Either<DeadLetter, Passed>> result) {
    if (cells.getMarker() != null) {
      report(cells.getMarker(), result);
      return;
    }
    if (FAILED.get(name).add(cells)) {
      AWAITING_RETRY.get(name).add(cells);
      result.completeExceptionally(new IllegalStateException("The store is down."));
      return;
    }
    for (Cell cell : cells.getCells()) {
      if (cells.getTrackId() != 0) {
        put(new Row(Optional.empty(), cells.getTrackId(), cell.getKey()), cell);
      }
      if (cells.getOwnerId() != null) {
        put(new Row(Optional.of(cells.getOwnerId()), cells.getTrackId(), cell.getKey()), cell);
      }
    }
    AWAITING_RETRY.get(name).remove(cells);
    result.complete(List.of());
  }

  private void report(Passed marker, ResultFuture<Either<DeadLetter, Passed>> result) {
    if (AWAITING_RETRY.get(name).isEmpty()) {
      result.complete(List.of(Either.Right(marker)));
    } else {
      result.completeExceptionally(new IllegalStateException("Something is not stored yet."));
    }
  }

  private void put(Row row, Cell cell) {
    ROWS.get(name).merge(row, cell, (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
  }

  /**
   * The total of a cell; 0 if there is no row.
   *
   * @param owner null for the track's own row
   * @param track 0 for a cell of the owner
   */
  long total(@Nullable Long owner, long track, CellKey key) {
    Cell cell = ROWS.get(name).get(new Row(Optional.ofNullable(owner), track, key));
    return cell == null ? 0 : cell.getCounts().getTotal();
  }
}
