package io.fanfare.ops.audit.stats;

import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.schemas.stats.StatsRetention;
import java.time.Instant;
import java.util.NoSuchElementException;

/** Those of some expected cells that readers show: the others have left the retention. */
final class ShownRows implements ExpectedRows<CellRow> {

  private final ExpectedRows<CellRow> all;
  private final long now;

  /**
   * @param now the time by which cells are shown
   */
  ShownRows(ExpectedRows<CellRow> all, Instant now) {
    this.all = all;
    this.now = now.getEpochSecond();
  }

  @Override
  public boolean hasNext() {
    while (all.hasNext() && !isShown(all.peek())) {
      all.next();
    }
    return all.hasNext();
  }

  private boolean isShown(CellRow row) {
    return StatsRetention.isShown(row.granularity(), row.bucket(), now);
  }

  @Override
  public CellRow peek() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more rows");
    }
    return all.peek();
  }

  @Override
  public CellRow next() {
    CellRow next = peek();
    all.next();
    return next;
  }

  @Override
  public void close() {
    all.close();
  }
}
