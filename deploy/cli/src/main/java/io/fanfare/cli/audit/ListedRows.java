package io.fanfare.cli.audit;

import java.util.List;
import java.util.NoSuchElementException;

/** Rows in memory. */
final class ListedRows<E> implements ExpectedRows<E> {

  private final List<E> rows;
  private int next;

  /**
   * @param rows in the order of the view
   */
  ListedRows(List<E> rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    return next < rows.size();
  }

  @Override
  public E peek() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more rows");
    }
    return rows.get(next);
  }

  @Override
  public E next() {
    E row = peek();
    next++;
    return row;
  }

  @Override
  public void close() {}
}
