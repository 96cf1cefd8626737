package io.fanfare.ops.audit;

import io.fanfare.ops.progress.BinlogPosition;

/** Waits until the views have caught up with the source. */
public interface AwaitViews {

  /**
   * Waits until every effect of what is in the source now is durable in the views.
   *
   * @throws io.fanfare.ops.OperationException if that takes too long, with the view that is behind
   */
  void awaitCurrent() throws InterruptedException;

  /**
   * Where the source's binlog ends now: between two calls that return the same, no row changed.
   *
   * @throws io.fanfare.ops.OperationException if the source does not answer
   */
  BinlogPosition sourceEnd();
}
