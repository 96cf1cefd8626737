package io.fanfare.schemas.dashboard;

import io.fanfare.schemas.Topics;

/** The two classes of work on dashboards. */
public enum Lane {
  /** Must land within 250 ms. */
  INTERACTIVE(Topics.DASHBOARD_INTERACTIVE),
  /** May take any time: large commands, rebuilds, repairs. */
  BATCH(Topics.DASHBOARD_BATCH);

  private final String topic;

  Lane(String topic) {
    this.topic = topic;
  }

  public String topic() {
    return topic;
  }
}
