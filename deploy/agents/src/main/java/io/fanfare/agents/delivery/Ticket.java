package io.fanfare.agents.delivery;

import io.fanfare.schemas.notifications.Notification;
import org.apache.kafka.common.TopicPartition;

/**
 * A message and its place.
 *
 * @param generation of the assignment by which its partition came, as in {@link Places}
 * @param attempt how often it has been sent before, in this process
 * @param isMaybeAccepted whether nobody knows if one of these was accepted
 */
record Ticket(
    TopicPartition partition,
    long offset,
    int generation,
    Notification message,
    int attempt,
    boolean isMaybeAccepted) {

  static Ticket first(TopicPartition partition, long offset, int generation, Notification message) {
    return new Ticket(partition, offset, generation, message, 0, false);
  }

  Ticket next(Again again) {
    return new Ticket(
        partition,
        offset,
        generation,
        message,
        attempt + 1,
        isMaybeAccepted || again.isMaybeAccepted());
  }
}
