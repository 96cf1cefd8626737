package io.fanfare.ops.audit;

/**
 * A row of a view, in the order in which the view keeps them: recipient by recipient.
 *
 * @param <E> its own type
 */
@SuppressWarnings("ComparableType") // E is the implementing record itself.
public interface AuditedRow<E> extends Comparable<E> {

  long recipientId();

  /**
   * The row without what may change after it was written: a row and its stale form have one stem.
   */
  E stem();
}
