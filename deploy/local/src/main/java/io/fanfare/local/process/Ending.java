package io.fanfare.local.process;

import java.time.Duration;
import java.util.Optional;

/** The end of a process: asked to go first, killed when it takes too long. */
public final class Ending {

  private static final Duration AFTER_KILL = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 20;

  private final ProcessRecord process;

  private Ending(ProcessRecord process) {
    this.process = process;
  }

  /** Asks the process to end (SIGTERM), if it still runs. */
  public static Ending of(ProcessRecord process) {
    process.running().ifPresent(ProcessHandle::destroy);
    return new Ending(process);
  }

  /**
   * Waits for the end and kills (SIGKILL) when it does not come in time.
   *
   * @return whether the process ended by itself
   */
  public boolean await(Duration patience) throws InterruptedException {
    if (ended(patience)) {
      return true;
    }
    process.running().ifPresent(ProcessHandle::destroyForcibly);
    ended(AFTER_KILL);
    return false;
  }

  /** Looks rather than waits: somebody else's child, once dead, may stay a zombie for ever. */
  private boolean ended(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<ProcessHandle> running = process.running();
    while (running.isPresent() && System.nanoTime() < deadline) {
      Thread.sleep(POLL_MILLIS);
      running = process.running();
    }
    return running.isEmpty();
  }
}
