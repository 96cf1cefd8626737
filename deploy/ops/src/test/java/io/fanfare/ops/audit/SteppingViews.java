package io.fanfare.ops.audit;

import io.fanfare.ops.progress.BinlogPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Views that pass the source's positions one after the other, while something happens. */
final class SteppingViews implements AwaitViews {

  /** What happens each time the views have passed a position. */
  final Deque<Runnable> passings = new ArrayDeque<>();

  /** The position at which the source stands still; until then, each reading is one further. */
  int last = Integer.MAX_VALUE;

  private final List<String> order;
  private int position;

  /**
   * @param order receives a word for each wait
   */
  SteppingViews(List<String> order) {
    this.order = order;
  }

  @Override
  public void awaitCurrent() {
    order.add("views");
    if (!passings.isEmpty()) {
      passings.remove().run();
    }
  }

  @Override
  public BinlogPosition sourceEnd() {
    position = Math.min(position + 1, last);
    return new BinlogPosition("binlog.000001", position);
  }
}
