package io.fanfare.ops.audit.dashboards;

import io.fanfare.ops.audit.AuditedRow;
import io.fanfare.schemas.dashboard.Activity;
import java.util.Comparator;

/** An activity on a recipient's dashboard. */
public record Entry(long recipientId, Activity activity) implements AuditedRow<Entry> {

  /** Recipient by recipient, each dashboard in its own order: newest first, ties by key. */
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::recipientId)
          .thenComparing(
              Entry::activity,
              Comparator.comparingLong(Activity::getActivityTime)
                  .thenComparing(Activity::getKind)
                  .thenComparingLong(Activity::getActorId)
                  .thenComparingLong(Activity::getObjectId)
                  .reversed());

  @Override
  public int compareTo(Entry other) {
    return ORDER.compare(this, other);
  }

  @Override
  public Entry stem() {
    return new Entry(
        recipientId,
        new Activity(activity.getKind(), activity.getActorId(), activity.getObjectId(), 0L));
  }
}
