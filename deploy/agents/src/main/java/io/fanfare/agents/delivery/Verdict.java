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
 * @param told what may be told, each with its text
 * @param refused what may not be told, and why
 * @param quietUntil nothing may be sent before; null if it may be sent now
 * @param address of the recipient in the channel; empty if none is set
 */
public record Verdict(
    Map<NotifiedActivity, Item> told,
    Map<NotifiedActivity, SuppressionReason> refused,
    @Nullable Instant quietUntil,
    String address) {

  /** Of a message that is not even judged. */
  static Verdict refused(Notification message, SuppressionReason reason) {
    Map<NotifiedActivity, SuppressionReason> refused = new LinkedHashMap<>();
    message.getActivities().forEach(notified -> refused.put(notified, reason));
    return new Verdict(Map.of(), refused, null, "");
  }
}
