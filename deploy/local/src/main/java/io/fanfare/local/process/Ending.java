package io.fanfare.local.process;

import io.fanfare.ops.Await;
import java.time.Duration;

/** The end of a process, which is requested first and forced if it takes too long. */
public final class Ending {

  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

  private final ProcessRecord process;

  private Ending(ProcessRecord process) {
    this.process = process;
  }

  /** Asks the process to end (SIGTERM), if it still runs. */
  public static Ending request(ProcessRecord process) {
    process.running().ifPresent(ProcessHandle::destroy);
    return new Ending(process);
  }

  /**
   * Waits for the end, and kills the process (SIGKILL) if it takes longer.
   *
   * @return whether the process ended by itself
   */
  public boolean await(Duration patience) throws InterruptedException {
    if (Await.within(patience, this::hasEnded)) {
      return true;
    }
    process.running().ifPresent(ProcessHandle::destroyForcibly);
    Await.within(AFTER_KILL, this::hasEnded);
    return false;
  }

  /** Asks /proc, not the process: the dead child of another process may stay a zombie for ever. */
  private boolean hasEnded() {
    return process.running().isEmpty();
  }
}
