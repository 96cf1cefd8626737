package io.fanfare.schemas.notifications;

import io.fanfare.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of channels, and the topics of their messages. */
public final class Channels {

  private Channels() {}

  /** The name of a channel in rows of settings, in the API and in topics. */
  public static String name(Channel channel) {
    return channel.name().toLowerCase(Locale.ROOT);
  }

  /** The channel with a name; empty if there is none. */
  public static Optional<Channel> channel(String name) {
    return Arrays.stream(Channel.values())
        .filter(channel -> name(channel).equals(name))
        .findFirst();
  }

  /** The name of a channel's agent: its consumer group, and its name in dead letters. */
  public static String agent(Channel channel) {
    return "agent-" + name(channel);
  }

  /** Both topics of a channel's messages. */
  public static List<String> topics(Channel channel) {
    return List.of(topic(channel, false), topic(channel, true));
  }

  /** The topics of all messages. */
  public static List<String> topics() {
    return Arrays.stream(Channel.values()).flatMap(channel -> topics(channel).stream()).toList();
  }

  /**
   * The topic of a channel's messages.
   *
   * @param batch whether of those that are not urgent
   */
  public static String topic(Channel channel, boolean batch) {
    return batch ? Topics.notificationsBatch(name(channel)) : Topics.notifications(name(channel));
  }
}
