package io.fanfare.schemas.notifications;

import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.ActivityTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /**
   * The choices with these values: an activity time (µs since the epoch) of `seen-until`, 1 of an
   * opt-out. Names that this release does not know are left out.
   */
  public static Choices choices(Map<String, Long> values) {
    List<OptOut> optedOut = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      add(new OptOut(channel, null, true), values, optedOut);
      for (ActivityKind kind : ActivityKind.values()) {
        add(new OptOut(channel, kind, true), values, optedOut);
      }
    }
    return new Choices(values.get(SEEN_UNTIL), optedOut);
  }

  private static void add(OptOut optOut, Map<String, Long> values, List<OptOut> optedOut) {
    if (values.getOrDefault(of(optOut), 0L) == 1) {
      optedOut.add(optOut);
    }
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
