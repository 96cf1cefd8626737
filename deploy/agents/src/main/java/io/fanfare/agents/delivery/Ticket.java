package io.fanfare.agents.delivery;

import io.fanfare.schemas.notifications.Notification;
import org.apache.kafka.common.TopicPartition;

/**
 * A message and its place.
 *
 * @param generation of the assignment by which its partition came, as in {@link Places}
 * @param attempt how often it has been sent before, in this process
 * @param isBegun whether this process has begun with it before
 * @param isMaybeAccepted whether nobody knows if one of these was accepted
 */
record Ticket(
    TopicPartition partition,
    long offset,
    int generation,
    Notification message,
    int attempt,
    boolean isBegun,
    boolean isMaybeAccepted) {

  static Ticket first(TopicPartition partition, long offset, int generation, Notification message) {
    return new Ticket(partition, offset, generation, message, 0, false, false);
  }

  Ticket next(Again again) {
    return new Ticket(
        partition,
        offset,
        generation,
        message,
        attempt + (again.wasSent() ? 1 : 0),
        true,
        isMaybeAccepted || again.isMaybeAccepted());
  }

  /** After a failure of a server that is no receiver. */
  Ticket begun() {
    return new Ticket(partition, offset, generation, message, attempt, true, isMaybeAccepted);
  }
}
