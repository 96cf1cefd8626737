package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.notifications.Channel;

/**
 * A receiver of one recipient that has failed, and has not accepted a message since then.
 *
 * @param endpoint id of its address: the address itself may hold a secret
 * @param failingSince the first of these failures, µs since the epoch
 * @param failures how many there were
 * @param disabledAt since when nothing is sent to it, µs since the epoch; 0 if it gets messages
 * @param detail the last failure, in one line
 * @param version of the row; each write has a higher one than the row that it replaces
 */
public record FailingEndpoint(
    long recipientId,
    Channel channel,
    String endpoint,
    long failingSince,
    int failures,
    long disabledAt,
    String detail,
    long version) {

  public boolean isDisabled() {
    return disabledAt != 0;
  }
}
