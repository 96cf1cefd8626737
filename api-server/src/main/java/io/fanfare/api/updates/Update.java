package io.fanfare.api.updates;

import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;

/** What a subscription receives next. A client that continues from its position misses nothing. */
public sealed interface Update {

  Position position();

  /** The updates begin at the requested position. */
  record Ready(Position position) implements Update {}

  /** An entry was added or removed, on the dashboard of each of its recipients. */
  record Changed(Position position, DashboardUpdate change) implements Update {

    boolean isFor(long recipientId) {
      return CompletionEvent.recipients(change).contains(recipientId);
    }
  }

  /** Some updates before this position are left out: the client has to read the dashboard again. */
  record Missed(Position position) implements Update {}
}
