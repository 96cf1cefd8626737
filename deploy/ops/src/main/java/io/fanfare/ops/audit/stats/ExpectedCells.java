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

/** What some kinds of cells should say, and where that is known from. */
public interface ExpectedCells extends AutoCloseable {

  Set<StatKind> kinds();

  /** What they are called. */
  String rows();

  /**
   * The cells of some users and of what they own.
   *
   * @param tracks what each of them owns, by the users
   */
  ExpectedRows<CellRow> of(
      Connection source, Collection<Long> userIds, Map<Long, List<Long>> tracks);

  /**
   * Waits until the job has read all that is expected here and is not known from the source's rows.
   */
  default void awaitRead() throws InterruptedException {}

  /** From here on all of now is expected. */
  default void forget() {}

  /** How they grow; null where they may say less again. */
  default @Nullable Growth<CellRow> growth() {
    return null;
  }

  /** Why a cell is there that should not be. */
  String causeOfExtra();

  /** Why a cell says something else than it should. */
  String causeOfStale();

  @Override
  default void close() {}
}
