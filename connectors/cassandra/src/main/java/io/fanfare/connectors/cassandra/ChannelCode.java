package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.notifications.Channel;

/** The values of the column `channel`. */
final class ChannelCode {

  private ChannelCode() {}

  static byte of(Channel channel) {
    return switch (channel) {
      case PUSH -> 1;
      case EMAIL -> 2;
      case WEBHOOK -> 3;
    };
  }

  static Channel channel(byte code) {
    return switch (code) {
      case 1 -> Channel.PUSH;
      case 2 -> Channel.EMAIL;
      case 3 -> Channel.WEBHOOK;
      default -> throw new IllegalArgumentException("Unknown code of a channel: " + code);
    };
  }
}
