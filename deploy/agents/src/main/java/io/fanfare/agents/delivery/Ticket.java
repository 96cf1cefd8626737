package io.fanfare.agents.delivery;

import io.fanfare.schemas.notifications.Notification;
import org.apache.kafka.common.TopicPartition;

/**
 * A message and its place.
 *
 * @param generation of the assignment by which its partition came, as in {@link Places}
 * @param attempt how often it has been sent before, in this process
 */
record Ticket(
    TopicPartition partition, long offset, int generation, Notification message, int attempt) {

  Ticket next() {
    return new Ticket(partition, offset, generation, message, attempt + 1);
  }
}
