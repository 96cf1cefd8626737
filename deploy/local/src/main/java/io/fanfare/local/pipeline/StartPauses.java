package io.fanfare.local.pipeline;

import io.fanfare.local.process.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The pauses between the starts of each job. A job that fails again and again is started less and
 * less often, and no other job waits for that.
 */
final class StartPauses {

  private final Map<String, Starts> jobs = new HashMap<>();

  private static final class Starts {
    final Backoff backoff = new Backoff();
    Instant last;
    Instant next;

    Starts(Instant now) {
      last = now;
      next = now;
    }
  }

  /** Whether a job may be started now. */
  boolean isOver(String job, Instant now) {
    Starts starts = jobs.get(job);
    return starts == null || !now.isBefore(starts.next);
  }

  /** Notes that a job is started, whether that succeeds or not. */
  void noteStart(String job, Instant now) {
    Starts starts = jobs.computeIfAbsent(job, first -> new Starts(now));
    starts.next = now.plus(starts.backoff.nextPause(Duration.between(starts.last, now)));
    starts.last = now;
  }

  /** Forgets a job that has ended as it should. */
  void forget(String job) {
    jobs.remove(job);
  }
}
