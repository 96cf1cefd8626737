package io.fanfare.local.pipeline;

import io.fanfare.ops.terminal.Progress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks one part of the pipeline every second. Each part has its own thread: a server that is down
 * or does not answer must not delay the repair of other parts.
 */
final class Watch {

  private static final long PAUSE_MILLIS = 1000;
  private static final long END_MILLIS = 5000;

  /** Repairs what it can, and returns the problem that is left; empty if there is none. */
  interface Check {

    String run() throws InterruptedException;
  }

  private final String part;
  private final Check check;
  private final Progress progress;
  private final Runnable changed;
  private volatile String problem = "";
  private volatile @Nullable Thread thread;

  /**
   * @param part name of the part, for people
   * @param changed is called after each check
   */
  Watch(String part, Check check, Progress progress, Runnable changed) {
    this.part = part;
    this.check = check;
    this.progress = progress;
    this.changed = changed;
  }

  /** The problem that the last check found; empty if it found none. */
  String problem() {
    return problem;
  }

  /** Checks once, on the caller's thread, and returns the problem. Call it before the start. */
  String checkNow() throws InterruptedException {
    report(check());
    return problem;
  }

  void start() {
    Thread started = new Thread(this::checkUntilStopped, "watch-" + part);
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  /**
   * Ends the checks.
   *
   * @return whether they had been started
   */
  boolean stop() throws InterruptedException {
    Thread started = thread;
    if (started == null) {
      return false;
    }
    started.interrupt();
    started.join(END_MILLIS);
    return true;
  }

  private void checkUntilStopped() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        report(check());
      }
    } catch (InterruptedException e) {
      // Stopped on purpose.
    }
  }

  private String check() throws InterruptedException {
    try {
      return check.run();
    } catch (RuntimeException e) {
      // The next check may succeed, and nothing else does it.
      return "the " + part + " could not be checked: " + e;
    }
  }

  private void report(String found) {
    if (!found.equals(problem)) {
      problem = found;
      progress.report("%s", found.isEmpty() ? "no problem is left with the " + part : found);
    }
    changed.run();
  }
}
