package io.fanfare.ops.audit;

/** Checks again what differed at first, until it is known which of it is a difference. */
interface Recheck<E extends AuditedRow<E>> {

  /**
   * Waits for the views and compares again what differed.
   *
   * @throws io.fanfare.ops.OperationException if the views do not catch up
   * @throws io.fanfare.api.availability.UnavailableException if a server does not answer
   */
  Confirmed<E> confirm(Findings<E> findings) throws InterruptedException;
}
