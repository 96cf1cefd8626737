package io.fanfare.ops.audit;

/** Waits until the views have caught up. */
public interface AwaitViews {

  /**
   * Waits until every effect of what is in the source now is durable in the views.
   *
   * @throws io.fanfare.ops.OperationException if that takes too long, with the view that is behind
   */
  void awaitCurrent() throws InterruptedException;
}
