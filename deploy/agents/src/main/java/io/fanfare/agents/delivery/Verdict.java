package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Item;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a message, by the current rows.
 *
 * @param told what may be told, each with its text, by the recipient's address in the channel,
 *     which is empty if none is set: each kind of activity may have another
 * @param refused what may not be told, and why
 * @param quietUntil nothing may be sent before; null if it may be sent now
 */
public record Verdict(
    Map<String, Map<NotifiedActivity, Item>> told,
    Map<NotifiedActivity, SuppressionReason> refused,
    @Nullable Instant quietUntil) {

  /** Of a message that is not even judged. */
  static Verdict refused(Notification message, SuppressionReason reason) {
    Map<NotifiedActivity, SuppressionReason> refused = new LinkedHashMap<>();
    message.getActivities().forEach(notified -> refused.put(notified, reason));
    return new Verdict(Map.of(), refused, null);
  }
}
