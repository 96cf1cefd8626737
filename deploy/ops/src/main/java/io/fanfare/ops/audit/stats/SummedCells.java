package io.fanfare.ops.audit.stats;

import io.fanfare.ops.audit.stats.CountedCells.Cell;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Cells of one track, kind and granularity from several counts: those of a bucket are added up. */
final class SummedCells implements Iterator<Cell> {

  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparingLong(head -> head.cell.bucket()));

  /** The next cell of a count, and those after it. */
  private record Head(Cell cell, Iterator<Cell> rest) {}

  /**
   * @param counts the cells of each, in the order of their buckets
   */
  SummedCells(List<Iterator<Cell>> counts) {
    counts.forEach(this::read);
  }

  private void read(Iterator<Cell> cells) {
    if (cells.hasNext()) {
      heads.add(new Head(cells.next(), cells));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Cell next() {
    if (heads.isEmpty()) {
      throw new NoSuchElementException("there are no more cells");
    }
    Cell sum = poll();
    while (!heads.isEmpty() && heads.peek().cell.bucket() == sum.bucket()) {
      CellTally tally = new CellTally();
      tally.add(sum.counts());
      tally.add(poll().counts());
      sum = new Cell(sum.bucket(), tally.counts());
    }
    return sum;
  }

  private Cell poll() {
    Head head = heads.remove();
    read(head.rest);
    return head.cell;
  }
}
