package io.fanfare.ops.audit;

import io.fanfare.api.availability.UnavailableException;
import java.util.Iterator;

/**
 * The rows that a view should have for some recipients, in its order. Nothing of the pipeline's
 * code takes part in computing them.
 */
public interface ExpectedRows<E> extends Iterator<E>, AutoCloseable {

  /** The next row, without moving to the one after it. */
  E peek();

  /**
   * Ends the reading.
   *
   * @throws UnavailableException if the source does not answer
   */
  @Override
  void close();
}
