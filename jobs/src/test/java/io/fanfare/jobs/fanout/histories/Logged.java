package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of `models`.
 *
 * @param appendTime µs since the epoch, by the broker's clock
 * @param value a ModelBroadcast or a StrayEntry
 */
record Logged(long appendTime, SpecificRecord value) {

  @Override
  public String toString() {
    if (value instanceof StrayEntry stray) {
      return appendTime + " stray " + new Entry(stray.getRecipientId(), stray.getActivity());
    }
    ModelBroadcast change = (ModelBroadcast) value;
    return "%d %s%s%s %s -> %s"
        .formatted(
            appendTime,
            change.getOperation(),
            change.getSnapshot() ? " (snapshot)" : "",
            change.getRefresh() ? " (refresh)" : "",
            Step.text(change.getBefore()),
            Step.text(change.getAfter()));
  }
}
