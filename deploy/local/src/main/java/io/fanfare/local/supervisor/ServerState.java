package io.fanfare.local.supervisor;

/** The phase of a server's life. */
public enum ServerState {
  /** Not started yet, or stopped on purpose. */
  STOPPED,
  /** Started, but not ready yet. */
  STARTING,
  RUNNING,
  /** It died and is being restarted. */
  RESTARTING
}
