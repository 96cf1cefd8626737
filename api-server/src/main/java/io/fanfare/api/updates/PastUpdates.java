package io.fanfare.api.updates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The completion events that were. */
public interface PastUpdates {

  /**
   * A recipient's events from a position on.
   *
   * @param end the offset before which they end; less than the position's if there are none
   * @return null if they can't be told: the position is gone, or too much lies between
   * @throws io.fanfare.api.availability.UnavailableException if Kafka does not answer
   */
  @Nullable List<Update> replay(Position from, long end, long recipientId);
}
