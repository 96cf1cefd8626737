package io.fanfare.local.pipeline;

import io.fanfare.ops.terminal.Progress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one part of the pipeline, again and again, on a thread of its own: a server that is
 * away, or takes requests and does not answer them, must not keep others from being mended.
 */
final class Watch {

  private static final long PAUSE_MILLIS = 1000;
  private static final long END_MILLIS = 5000;

  /** Mends what can be mended, and says what is wrong; empty if nothing is. */
  interface Look {

    String take() throws InterruptedException;
  }

  private final String part;
  private final Look look;
  private final Progress progress;
  private final Runnable changed;
  private volatile String problem = "";
  private volatile @Nullable Thread thread;

  /**
   * @param part that is looked after, for a person to read
   * @param changed is called after each look
   */
  Watch(String part, Look look, Progress progress, Runnable changed) {
    this.part = part;
    this.look = look;
    this.progress = progress;
    this.changed = changed;
  }

  /** What was wrong at the last look; empty if nothing was. */
  String problem() {
    return problem;
  }

  void start() {
    Thread started = new Thread(this::keepLooking, "watch-" + part);
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  /**
   * Ends the looking.
   *
   * @return whether there was any
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

  private void keepLooking() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        note(take());
      }
    } catch (InterruptedException e) {
      // Stopped on purpose.
    }
  }

  private String take() throws InterruptedException {
    try {
      return look.take();
    } catch (RuntimeException e) {
      // Whatever it is, the next look may go well: nobody else looks.
      return "the " + part + " could not be looked after: " + e;
    }
  }

  private void note(String found) {
    if (!found.equals(problem)) {
      problem = found;
      progress.say("%s", found.isEmpty() ? "nothing is wrong any more: " + part : found);
    }
    changed.run();
  }
}
