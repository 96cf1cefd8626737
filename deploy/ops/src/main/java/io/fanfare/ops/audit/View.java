package io.fanfare.ops.audit;

import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A view that can be audited: what it should show, and what it shows.
 *
 * @param <E> its rows
 */
public interface View<E extends AuditedRow<E>> extends AutoCloseable {

  /** What it should show to some recipients, in its order. */
  ExpectedRows<E> expected(Connection source, Collection<Long> recipientIds);

  /**
   * Passes every stored row of a recipient to a consumer, in its order, and whether it is shown.
   *
   * @throws io.fanfare.api.availability.UnavailableException if a server does not answer
   */
  void judge(long recipientId, BiConsumer<E, Verdict> judged);

  /** How its wrong rows are repaired. */
  Repair<E> repair();

  /** How reports name its rows, and why these may differ. */
  Wording<E> wording();

  /** Prepares to judge these recipients: a view that reads many faster than one by one does so. */
  default void lookAhead(List<Long> recipientIds) {}

  /** Forgets what it remembers of the source: later judgements use rows of this moment or later. */
  default void forgetSource() {}

  /**
   * Waits for inputs other than the source's rows, up to where they are expected.
   *
   * @throws io.fanfare.ops.OperationException if that takes too long
   */
  default void awaitOtherInputs() throws InterruptedException {}

  /**
   * Whether a row has left the retention by now. Such a row may be stored, shown or neither: its
   * absence proves nothing.
   */
  default boolean isPast(E row) {
    return false;
  }

  /**
   * Users, with ids in a range, to whom the view may show more than was compared: those without a
   * row, or those of whom something is stored where nothing leads to it. They are compared next.
   *
   * @throws io.fanfare.api.availability.UnavailableException if a server does not answer
   */
  default List<Long> strangers(Connection source, long firstId, long lastId) throws SQLException {
    return List.of();
  }

  /** How its rows grow; null if they do not only grow, so that they are compared for equality. */
  default @Nullable Growth<E> growth() {
    return null;
  }

  @Override
  default void close() {}
}
