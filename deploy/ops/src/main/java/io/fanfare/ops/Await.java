package io.fanfare.ops;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits by polling, ten times a second where no interval is given. */
public final class Await {

  private static final Duration POLL = Duration.ofMillis(100);

  private Await() {}

  /**
   * A condition to poll.
   *
   * @param <E> a failure, which ends the wait
   */
  public interface Condition<E extends Exception> {
    boolean holds() throws E, InterruptedException;
  }

  /** What a caller does between two polls. It may end the wait by an exception. */
  public interface Meanwhile {
    /**
     * @param behind describes what the wait is for at this moment, without a full stop
     */
    void run(Supplier<String> behind) throws InterruptedException;
  }

  /**
   * A call that may fail for a while.
   *
   * @param <E> how it fails
   */
  public interface Call<T, E extends Exception> {
    T call() throws E, InterruptedException;
  }

  /**
   * Polls a condition until it holds.
   *
   * @return whether it held within this time
   */
  public static <E extends Exception> boolean within(Duration patience, Condition<E> condition)
      throws E, InterruptedException {
    return within(patience, POLL, condition);
  }

  /**
   * Polls a condition until it holds.
   *
   * @param interval between two polls: long where a poll is expensive
   * @return whether it held within this time
   */
  public static <E extends Exception> boolean within(
      Duration patience, Duration interval, Condition<E> condition) throws E, InterruptedException {
    long began = System.nanoTime();
    while (!condition.holds()) {
      if (isOver(began, patience)) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
    }
    return true;
  }

  /**
   * Polls a condition until it holds.
   *
   * @param otherwise one sentence for a person
   * @throws OperationException with that sentence if it does not hold within this time
   */
  public static <E extends Exception> void until(
      Duration patience, Condition<E> condition, String otherwise) throws E, InterruptedException {
    until(patience, POLL, condition, otherwise);
  }

  /**
   * Polls a condition until it holds.
   *
   * @param interval between two polls
   * @param otherwise one sentence for a person
   * @throws OperationException with that sentence if it does not hold within this time
   */
  public static <E extends Exception> void until(
      Duration patience, Duration interval, Condition<E> condition, String otherwise)
      throws E, InterruptedException {
    if (!within(patience, interval, condition)) {
      throw new OperationException(otherwise);
    }
  }

  /**
   * Repeats a call until it succeeds.
   *
   * @param failure after which the call is repeated; others are thrown at once
   * @throws E the last failure, if no call succeeds within this time
   */
  public static <T, E extends Exception> T success(
      Duration patience, Class<E> failure, Call<T, E> call) throws E, InterruptedException {
    return success(patience, POLL, failure, call);
  }

  /**
   * Repeats a call until it succeeds.
   *
   * @param interval between two calls
   * @param failure after which the call is repeated; others are thrown at once
   * @throws E the last failure, if no call succeeds within this time
   */
  public static <T, E extends Exception> T success(
      Duration patience, Duration interval, Class<E> failure, Call<T, E> call)
      throws E, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      try {
        return call.call();
      } catch (Exception e) {
        if (!failure.isInstance(e) || isOver(began, patience)) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
    }
  }

  private static boolean isOver(long began, Duration patience) {
    return System.nanoTime() - began > patience.toNanos();
  }
}
