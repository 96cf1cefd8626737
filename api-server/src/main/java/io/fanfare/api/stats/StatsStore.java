package io.fanfare.api.stats;

import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.StatKind;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The store of cells. */
public interface StatsStore {

  /**
   * The cells of a subject in a segment of time; fails with an {@link
   * io.fanfare.api.availability.UnavailableException} while the store does not answer.
   */
  CompletionStage<List<StoredCell>> cells(
      StatsSubject subject, long subjectId, StatKind kind, Segment segment);
}
