package io.fanfare.ops.audit;

/** How rows grow, one of a stem, that only ever say more. */
public interface Growth<E> {

  /** Whether a row says nothing that another of the same stem does not say, too. */
  boolean isPart(E row, E of);

  /** Why a row is stored that says more than it should. */
  String causeOfMore();
}
