package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowerCommand;

/**
 * What all chunks of one change have in common.
 *
 * @param version of the change
 * @param time of the change, µs since the epoch, as in {@link ActorChange}
 */
record Decision(long version, Cause cause, long time) {

  static Decision of(ActorChange change) {
    return new Decision(change.getVersion(), change.getCause(), change.getTime());
  }

  static Decision of(FollowerCommand command) {
    return new Decision(command.getVersion(), command.getCause(), command.getTime());
  }

  /** The same change, for another reason. */
  Decision because(Cause other) {
    return new Decision(version, other, time);
  }
}
