package io.fanfare.api.updates;

import io.fanfare.schemas.dashboard.DashboardUpdate;

/** What somebody who follows a dashboard is told next; from its position on, nothing is missed. */
public sealed interface Update {

  Position position();

  /** The updates begin, where they were asked to. */
  record Ready(Position position) implements Update {}

  /** An entry came or went. */
  record Changed(Position position, DashboardUpdate change) implements Update {}

  /** Some updates before this position are left out: the dashboard has to be read anew. */
  record Missed(Position position) implements Update {}
}
