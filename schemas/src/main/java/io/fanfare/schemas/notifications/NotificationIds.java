package io.fanfare.schemas.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.dashboard.Activity;
import java.util.UUID;

/**
 * The ids of messages, and of addresses. That of a message is a function of what it is about, so
 * each repetition of it has the same one, and a receiver can drop repetitions.
 */
public final class NotificationIds {

  private NotificationIds() {}

  /** The id of a message about one activity, whatever the activity's time and version. */
  public static String ofActivity(long recipientId, Channel channel, Activity activity) {
    return id(
        "%d/%s/%s/%d/%d"
            .formatted(
                recipientId,
                channel,
                activity.getKind(),
                activity.getActorId(),
                activity.getObjectId()));
  }

  /**
   * The id of a message about all that waited for one moment.
   *
   * @param due µs since the epoch
   */
  public static String ofDigest(long recipientId, Channel channel, long due) {
    return id("%d/%s/%d".formatted(recipientId, channel, due));
  }

  /** The id of a receiver's address, which may hold a secret. */
  public static String ofAddress(String address) {
    return id(address);
  }

  /**
   * The id of what goes to one address: the activities of a digest may have several.
   *
   * @param digest id of the digest
   */
  public static String ofDigestTo(String address, String digest) {
    return id("%s/%s".formatted(digest, address));
  }

  private static String id(String made) {
    return UUID.nameUUIDFromBytes(made.getBytes(UTF_8)).toString();
  }
}
