package io.fanfare.jobs.notifications.domain;

import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;

/** Receives the effects of a decision. */
public interface Effects {

  void message(Notification message);

  void outcome(Outcome outcome);

  /**
   * Asks for a call at a time or later.
   *
   * @param time µs since the epoch
   */
  void wake(long time);
}
