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
}
