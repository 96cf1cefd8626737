package io.fanfare.ops.audit;

import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.topics.ModelsAppender;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * How wrong rows of a view are repaired through the pipeline.
 *
 * @param <E> rows of the view
 */
public interface Repair<E> {

  /** The source's rows that a row comes from, as they were if the row was right once. */
  Map<RowKey, SpecificRecordBase> sourceOf(E row);

  /**
   * What a row counts other rows for. A counted row may be in the log alone: it was rolled back
   * after it was captured, or its deletion never was. No row of the source leads to it.
   */
  default Set<Counted> counted(E row) {
    return Set.of();
  }

  /**
   * Asks the key that decides about a stray row to deliver or withdraw it. A view leaves this out
   * if the refresh of the source's rows already decides about each of its rows.
   */
  default void requestResolution(E row, ModelsAppender models) {}
}
