package io.fanfare.stack;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A client that asks for the same things again and again, and expects each answer to be 200. */
final class SteadyRequests implements AutoCloseable {

  private static final int OK = 200;

  private final List<Callable<Integer>> requests;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong answered = new AtomicLong();
  private final Thread thread = new Thread(this::run, "steady requests");
  private volatile boolean ended;

  /**
   * @param requests each returns the status of its answer
   */
  SteadyRequests(List<Callable<Integer>> requests) {
    this.requests = List.copyOf(requests);
    thread.start();
  }

  /** Answers with another status, and requests without any. */
  List<String> failures() {
    return failures;
  }

  long answered() {
    return answered.get();
  }

  private void run() {
    while (!ended) {
      for (Callable<Integer> request : requests) {
        try {
          int status = request.call();
          if (status != OK) {
            failures.add("status " + status);
          }
          answered.incrementAndGet();
        } catch (InterruptedException e) {
          return;
        } catch (Exception e) {
          failures.add(e.toString());
        }
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
