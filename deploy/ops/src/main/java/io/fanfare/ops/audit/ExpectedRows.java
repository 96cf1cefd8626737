package io.fanfare.ops.audit;

import io.fanfare.api.availability.UnavailableException;
import java.util.Iterator;

/**
 * The rows that a view should have for some recipients, in its order: none of the pipeline's code
 * has a say in it.
 */
public interface ExpectedRows<E> extends Iterator<E>, AutoCloseable {

  /** The next row, which stays the next. */
  E peek();

  /**
   * Ends it.
   *
   * @throws UnavailableException if what is asked does not answer
   */
  @Override
  void close();
}
