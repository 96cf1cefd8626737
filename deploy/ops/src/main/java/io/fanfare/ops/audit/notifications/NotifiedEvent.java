package io.fanfare.ops.audit.notifications;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Outcome;

/** A completion event and a channel that was enabled for it. */
record NotifiedEvent(long recipientId, Channel channel, Activity activity, long version) {

  static NotifiedEvent of(Outcome outcome) {
    return new NotifiedEvent(
        outcome.getRecipientId(),
        outcome.getChannel(),
        outcome.getActivity(),
        outcome.getVersion());
  }

  /** What a recipient is told once: the activity, whatever its time and version. */
  String told() {
    return "%d/%s/%s/%d/%d"
        .formatted(
            recipientId,
            channel,
            activity.getKind(),
            activity.getActorId(),
            activity.getObjectId());
  }

  @Override
  public String toString() {
    return "user %d, %s, %s of %d by %d, version %d"
        .formatted(
            recipientId,
            channel,
            activity.getKind(),
            activity.getObjectId(),
            activity.getActorId(),
            version);
  }
}
