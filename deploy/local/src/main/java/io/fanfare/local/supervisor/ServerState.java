package io.fanfare.local.supervisor;

/** Where a server is in its life. */
public enum ServerState {
  /** Not started yet, or stopped on purpose. */
  STOPPED,
  /** Started, but not ready yet. */
  STARTING,
  RUNNING,
  /** It died and is being started again. */
  RESTARTING
}
