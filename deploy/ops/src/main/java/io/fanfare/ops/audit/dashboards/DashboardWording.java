package io.fanfare.ops.audit.dashboards;

import io.fanfare.ops.audit.Difference;
import io.fanfare.ops.audit.Wording;
import io.fanfare.schemas.dashboard.Activity;
import java.util.LinkedHashMap;
import java.util.Map;

/** How reports name dashboard entries. */
final class DashboardWording implements Wording<Entry> {

  @Override
  public String rows() {
    return DashboardView.ROWS;
  }

  @Override
  public String describe(Entry entry) {
    Activity activity = entry.activity();
    return "on the dashboard of %d: %s %d by %d, at %d µs"
        .formatted(
            entry.recipientId(),
            Wording.text(activity.getKind()),
            activity.getObjectId(),
            activity.getActorId(),
            activity.getActivityTime());
  }

  @Override
  public Map<String, Object> document(Entry entry) {
    Activity activity = entry.activity();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("recipient_id", entry.recipientId());
    document.put("kind", Wording.text(activity.getKind()));
    document.put("actor_id", activity.getActorId());
    document.put("object_id", activity.getObjectId());
    document.put("activity_time", activity.getActivityTime());
    return document;
  }

  @Override
  public String causeOfExtra() {
    return Difference.JUDGED_OTHERWISE;
  }
}
