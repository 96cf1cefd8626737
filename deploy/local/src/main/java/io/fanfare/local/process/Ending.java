package io.fanfare.local.process;

import io.fanfare.ops.Await;
import java.time.Duration;

/** The end of a process: asked to go first, killed when it takes too long. */
public final class Ending {

  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

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
