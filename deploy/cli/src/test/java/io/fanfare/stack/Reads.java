package io.fanfare.stack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who reads a dashboard all the time, and sees a track that is always on it. */
final class Reads implements AutoCloseable {

  private final long user;
  private final String always;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::read, "reads");
  private volatile boolean ended;

  Reads(long user) throws Exception {
    this.user = user;
    this.always = Feed.of(user).get(0);
    thread.start();
  }

  /** Reads that failed, or did not show the track. */
  List<String> failures() {
    return failures;
  }

  private void read() {
    while (!ended) {
      try {
        List<String> shown = Feed.of(user);
        if (!shown.contains(always)) {
          failures.add("only " + shown);
        }
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        failures.add(e.toString());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
