package io.fanfare.api.updates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The completion events of the past. */
public interface PastUpdates {

  /** Most events of one recipient to return. */
  int MOST = 500;

  /**
   * Reads a recipient's events from a position on.
   *
   * @param end the offset before which they end; if it is less than the position's, there are none
   * @return null if they can't be read: the position is gone, or too many records follow it
   * @throws io.fanfare.api.availability.UnavailableException if Kafka does not answer
   */
  @Nullable List<Update> replay(Position from, long end, long recipientId);
}
