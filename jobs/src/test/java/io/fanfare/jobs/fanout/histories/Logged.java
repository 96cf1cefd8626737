package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of `models`.
 *
 * @param appendTime µs since the epoch, as the broker's clock has it
 * @param said a ModelBroadcast or a StrayEntry
 */
record Logged(long appendTime, SpecificRecord said) {

  @Override
  public String toString() {
    if (said instanceof StrayEntry stray) {
      return appendTime + " stray " + new Entry(stray.getRecipientId(), stray.getActivity());
    }
    ModelBroadcast change = (ModelBroadcast) said;
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
