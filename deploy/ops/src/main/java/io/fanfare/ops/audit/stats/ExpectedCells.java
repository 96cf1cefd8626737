package io.fanfare.ops.audit.stats;

import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.Growth;
import io.fanfare.schemas.stats.StatKind;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The expected cells of some kinds, from one origin. */
public interface ExpectedCells extends AutoCloseable {

  Set<StatKind> kinds();

  /** The cells as a plural noun. */
  String rows();

  /**
   * The cells of some users and of what they own.
   *
   * @param tracks the ids of the tracks that each of them owns
   */
  ExpectedRows<CellRow> expected(
      Connection source, Collection<Long> userIds, Map<Long, List<Long>> tracks);

  /**
   * Waits until the job has read every input of these cells that does not come from the source's
   * rows.
   */
  default void awaitRead() throws InterruptedException {}

  /** Forgets the inputs that were read: what is expected later includes all of this moment. */
  default void forget() {}

  /** How they grow; null if their counts may fall. */
  default @Nullable Growth<CellRow> growth() {
    return null;
  }

  /** The likely cause of a cell that is stored and not expected. */
  String causeOfExtra();

  /** The likely cause of a cell whose counts are not the expected ones. */
  String causeOfStale();

  @Override
  default void close() {}
}
