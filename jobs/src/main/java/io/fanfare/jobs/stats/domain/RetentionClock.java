package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.RowChange;
import java.util.function.LongSupplier;

/**
 * The time by which cells leave the retention. What a job drops from its state is gone, so the
 * earlier one of two clocks counts: the machine's, and the log's. A clock that is ahead drops
 * nothing, and a job that reads an old log keeps what was kept then.
 */
public final class RetentionClock {

  private final LongSupplier machine;
  private final boolean isOfMachine;

  /** The newest time of the log that was read, s since the epoch; 0 while nothing was. */
  private long logged;

  private RetentionClock(LongSupplier machine, boolean isOfMachine) {
    this.machine = machine;
    this.isOfMachine = isOfMachine;
  }

  /**
   * The earlier one of both clocks.
   *
   * @param machine gives s since the epoch
   */
  public static RetentionClock earliest(LongSupplier machine) {
    return new RetentionClock(machine, false);
  }

  /**
   * The machine's clock alone, for a job whose state is not kept: what it leaves out, a second run
   * of it can still write.
   *
   * @param machine gives s since the epoch
   */
  public static RetentionClock ofMachine(LongSupplier machine) {
    return new RetentionClock(machine, true);
  }

  /** Reads the log's clock: an event arrives at about the time when it happens, or later. */
  void read(Object change) {
    if (change instanceof Bundle bundle) {
      read(bundle.getMinutes().get(bundle.getMinutes().size() - 1).getMinute());
    } else if (change instanceof RowChange row) {
      read(Micros.toSeconds(row.getTime()));
    } else if (change instanceof OwnerChange owner) {
      read(Micros.toSeconds(owner.getTime()));
    }
  }

  private void read(long seconds) {
    logged = Math.max(logged, seconds);
  }

  /** Whether cells outside the retention were never kept, so that there is nothing to drop. */
  boolean leavesNothingToDrop() {
    return isOfMachine;
  }

  /** Seconds since the epoch. */
  long now() {
    return isOfMachine ? machine() : Math.min(machine(), logged);
  }

  /** The machine's clock, s since the epoch. */
  long machine() {
    return machine.getAsLong();
  }
}
