package io.fanfare.ops.audit;

/** Tells when the views have caught up. */
public interface AwaitViews {

  /**
   * Waits until every effect of what is in the source now is durable.
   *
   * @throws io.fanfare.ops.OperationException if that takes too long, with what it hangs on
   */
  void awaitAllOfNow() throws InterruptedException;
}
