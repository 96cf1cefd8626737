package io.fanfare.api.stats;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.StatKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Reads the cells of one answer and adds them up. It holds a few pages at a time, and stops at the
 * deadline and at a number of cells.
 */
final class CellReading {

  /** Cells of one answer: about as many as Cassandra reads in the time that an answer has. */
  static final int MOST_CELLS = 300_000;

  private static final int SEGMENTS_AT_ONCE = 8;

  private final StatsStore store;
  private final StatsSubject subject;
  private final long subjectId;
  private final List<Segment> segments;
  private final List<Long> begins;
  private final int mostCells;
  private final Deadline deadline;
  private final AtomicInteger cells = new AtomicInteger();

  /**
   * @param mostCells to read
   */
  CellReading(
      StatsStore store,
      StatsSubject subject,
      long subjectId,
      StatsRange range,
      Instant now,
      int mostCells,
      Deadline deadline) {
    this.store = store;
    this.subject = subject;
    this.subjectId = subjectId;
    this.segments = range.segments(now);
    this.begins = range.seconds();
    this.mostCells = mostCells;
    this.deadline = deadline;
  }

  /**
   * The sums of a kind.
   *
   * @param filter returns the cells of a page that count
   * @throws ApiException (400) if there are too many cells
   * @throws UnavailableException if a dependency does not answer in time
   */
  CellSums read(
      StatKind kind, Function<List<StoredCell>, CompletionStage<List<StoredCell>>> filter) {
    CellSums sums = new CellSums(begins);
    for (int from = 0; from < segments.size(); from += SEGMENTS_AT_ONCE) {
      List<CompletionStage<?>> some = new ArrayList<>();
      for (Segment segment :
          segments.subList(from, Math.min(from + SEGMENTS_AT_ONCE, segments.size()))) {
        some.add(
            store.read(
                subject,
                subjectId,
                kind,
                segment,
                page ->
                    take(page.size()).thenCompose(ok -> filter.apply(page)).thenAccept(sums::add)));
      }
      some.forEach(read -> deadline.await(read, Dependency.CASSANDRA));
    }
    return sums;
  }

  /** Takes note of a page, before its tracks are read; fails if nobody waits for it any more. */
  private CompletionStage<Integer> take(int page) {
    int all = cells.addAndGet(page);
    if (all > mostCells) {
      return CompletableFuture.failedFuture(
          new ApiException(
              400,
              ("The range has more than %d counts: make it shorter, the granularity coarser, or"
                      + " list fewer kinds.")
                  .formatted(mostCells)));
    }
    return deadline.hasPassed()
        ? CompletableFuture.failedFuture(
            new UnavailableException(
                "The stats take too long to read right now: try again later.", null))
        : CompletableFuture.completedFuture(all);
  }
}
