package io.fanfare.agents.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * When a message is tried again.
 *
 * @param wasSent whether a receiver was asked; otherwise the message waits for the end of quiet
 *     hours
 * @param isMaybeAccepted whether nobody knows if the receiver has taken it over
 */
record Again(Instant at, boolean wasSent, boolean isMaybeAccepted) {

  /** Of the parts of one message. */
  static Optional<Again> both(Optional<Again> one, Optional<Again> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    Again first = one.get();
    Again second = other.get();
    return Optional.of(
        new Again(
            first.at().isBefore(second.at()) ? first.at() : second.at(),
            first.wasSent() || second.wasSent(),
            first.isMaybeAccepted() || second.isMaybeAccepted()));
  }
}
