package io.fanfare.ops.audit;

/** Looks again at what differed, until it is known what of it is a difference. */
interface Settling<E extends AuditedRow<E>> {

  /**
   * Looks.
   *
   * @throws io.fanfare.api.availability.UnavailableException if what is asked does not answer
   */
  Settled<E> settle(Findings<E> findings) throws InterruptedException;
}
