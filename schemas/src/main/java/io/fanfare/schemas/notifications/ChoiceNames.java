package io.fanfare.schemas.notifications;

import io.fanfare.schemas.dashboard.ActivityTypes;

/** The names of what recipients choose, and the keys of records and rows that hold it. */
public final class ChoiceNames {

  /** Until when the recipient has seen everything. */
  public static final String SEEN_UNTIL = "seen-until";

  private ChoiceNames() {}

  /** What is chosen: `seen-until`, `opt-out/email` or `opt-out/email/track:repost`. */
  public static String of(Choice choice) {
    return choice.getChoice() instanceof OptOut optOut ? of(optOut) : SEEN_UNTIL;
  }

  private static String of(OptOut optOut) {
    String channel = "opt-out/" + Channels.name(optOut.getChannel());
    return optOut.getKind() == null
        ? channel
        : channel + "/" + ActivityTypes.name(optOut.getKind());
  }

  /** The key of the record of a choice: the newest record of a key holds. */
  public static String key(Choice choice) {
    return choice.getUserId() + "/" + of(choice);
  }

  /** The key of the record of a device. */
  public static String deviceKey(long userId, String device) {
    return userId + "/" + device;
  }
}
