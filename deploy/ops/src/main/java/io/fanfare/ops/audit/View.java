package io.fanfare.ops.audit;

import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * A view that can be audited.
 *
 * @param <E> what it consists of
 */
public interface View<E extends AuditedRow<E>> {

  /** What its rows are called. */
  String rows();

  /** What it should show to some recipients, in its order. */
  ExpectedRows<E> expected(Connection source, Collection<Long> recipientIds);

  /** These recipients are about to be judged: a view that is quicker with many at once may look. */
  default void lookAhead(List<Long> recipientIds) {}

  /**
   * Hands over every stored row of a recipient, in its order, and whether it is shown.
   *
   * @throws io.fanfare.api.availability.UnavailableException if what is needed does not answer
   */
  void judge(long recipientId, BiConsumer<E, Verdict> judged);

  /**
   * Forgets what is remembered of the source: from here on it is judged by rows of then or later.
   */
  void forgetSource();

  /**
   * Waits for what the view is made of besides the source's rows, as far as it is expected.
   *
   * @throws io.fanfare.ops.OperationException if that takes too long
   */
  default void awaitOtherInputs() throws InterruptedException {}

  /**
   * Whether the retention has left a row behind by now: then it may be stored, shown or neither,
   * and its absence says nothing.
   */
  boolean isPast(E row);

  /**
   * Users without a row, with ids in a range, to whom the view may show something all the same.
   *
   * @throws io.fanfare.api.availability.UnavailableException if what is needed does not answer
   */
  default List<Long> strangers(Connection source, long firstId, long lastId) throws SQLException {
    return List.of();
  }

  /** How its rows grow, so that they are looked at between what is expected before and after. */
  default @Nullable Growth<E> growth() {
    return null;
  }

  /** Why a row is shown that the source doesn't say. */
  String causeOfExtra();

  /** Why a row is missing while another of the same stem is stored. */
  default String causeOfStale() {
    return Difference.OTHER_TIME;
  }

  /** The source's rows that a row comes from, as they were if it was once right. */
  Map<RowKey, SpecificRecordBase> sourceOf(E row);

  /** Asks the key that decides about a row to say it again or to withdraw it. */
  void settle(E row, ModelsAppender models);

  /** A row for people. */
  String said(E row);

  /** A row for programs. */
  Map<String, Object> document(E row);
}
