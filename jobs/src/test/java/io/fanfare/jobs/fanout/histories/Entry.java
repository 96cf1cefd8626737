package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.dashboard.Activity;

/** An entry that may be on a recipient's dashboard. */
public record Entry(long recipient, Activity activity) {

  /** Fast enough for thousands of histories: Avro's own method goes through the schema. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Entry entry
        && recipient == entry.recipient
        && activity.getKind() == entry.activity.getKind()
        && activity.getActorId() == entry.activity.getActorId()
        && activity.getObjectId() == entry.activity.getObjectId()
        && activity.getActivityTime() == entry.activity.getActivityTime();
  }

  @Override
  public int hashCode() {
    long hash = recipient;
    hash = hash * 31 + activity.getActorId();
    hash = hash * 31 + activity.getObjectId();
    hash = hash * 31 + activity.getActivityTime();
    return Long.hashCode(hash * 31 + activity.getKind().ordinal());
  }

  @Override
  public String toString() {
    return "%s %d by %d at %d for %d"
        .formatted(
            activity.getKind(),
            activity.getObjectId(),
            activity.getActorId(),
            activity.getActivityTime(),
            recipient);
  }
}
