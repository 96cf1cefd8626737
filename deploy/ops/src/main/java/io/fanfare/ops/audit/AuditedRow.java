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
   * The row without what may have changed since it was written: the same for it and a stale one.
   */
  E stem();
}
