package io.fanfare.api.stats;

import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.StatKind;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The store of cells. */
public interface StatsStore {

  /**
   * Reads the cells of a subject in a segment of time, page by page. Fails with an {@link
   * io.fanfare.api.availability.UnavailableException} while the store does not answer.
   *
   * @param taker takes a page; the next one is read when it is done, and none if it fails
   */
  CompletionStage<?> read(
      StatsSubject subject,
      long subjectId,
      StatKind kind,
      Segment segment,
      Function<List<StoredCell>, CompletionStage<?>> taker);
}
