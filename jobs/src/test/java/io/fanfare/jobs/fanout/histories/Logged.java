package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of `models`, with times in µs since the epoch.
 *
 * @param appendTime by the broker's clock
 * @param readAt when a job reads it first, by the clock of the job's machine
 * @param value a ModelBroadcast or a StrayEntry
 */
record Logged(long offset, long appendTime, long readAt, SpecificRecord value) {

  @Override
  public String toString() {
    if (value instanceof StrayEntry stray) {
      return offset
          + ": "
          + appendTime
          + " stray "
          + new Entry(stray.getRecipientId(), stray.getActivity());
    }
    ModelBroadcast change = (ModelBroadcast) value;
    return "%d: %d %s%s%s %s -> %s"
        .formatted(
            offset,
            appendTime,
            change.getOperation(),
            change.getSnapshot() ? " (snapshot)" : "",
            change.getRefresh() ? " (refresh)" : "",
            Step.text(change.getBefore()),
            Step.text(change.getAfter()));
  }
}
