package io.fanfare.schemas.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Version;
import io.fanfare.schemas.models.ModelBroadcastRule;
import io.fanfare.schemas.models.ModelKey;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which messages the topics of messages may hold. */
public final class NotificationRule {

  /** The most activities of a message. */
  public static final int MOST_ACTIVITIES = 100;

  private NotificationRule() {}

  /**
   * Why the job does not emit a message, in one sentence; null if it does.
   *
   * @param channel of the topic
   * @param key of the record
   */
  public static @Nullable String problem(
      Notification message, Channel channel, @Nullable ByteBuffer key) {
    List<NotifiedActivity> activities = message.getActivities();
    if (activities.isEmpty() || activities.size() > MOST_ACTIVITIES) {
      return "The message has %d activities.".formatted(activities.size());
    }
    for (NotifiedActivity notified : activities) {
      // The ledger orders its entries by it.
      if (!Version.isPossible(notified.getVersion())) {
        return "The message has an activity of the version %d, which no record of models has."
            .formatted(notified.getVersion());
      }
    }
    if (message.getChannel() != channel) {
      return "The message is for the channel %s.".formatted(Channels.name(message.getChannel()));
    }
    if (!isTime(message.getDue()) || !isTime(message.getExpires())) {
      return "The message has a time before 1970 or after the year 9999.";
    }
    String id = id(message);
    if (!message.getId().equals(id)) {
      return "The message's id is not %s, the id of its content.".formatted(id);
    }
    // Messages to one recipient are sent one after the other by whoever has their partition.
    String recipient = Long.toString(message.getRecipientId());
    return ModelKey.problem(recipient.getBytes(UTF_8), key);
  }

  private static boolean isTime(long micros) {
    return micros >= 0 && micros <= ModelBroadcastRule.LAST_TIME;
  }

  private static String id(Notification message) {
    return message.getDigest()
        ? NotificationIds.ofDigest(message.getRecipientId(), message.getChannel(), message.getDue())
        : NotificationIds.ofActivity(
            message.getRecipientId(),
            message.getChannel(),
            message.getActivities().get(0).getActivity());
  }
}
