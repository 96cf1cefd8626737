package io.fanfare.schemas.events;

import io.fanfare.schemas.Topics;

/** The kinds of domain events; each has a topic of its own. */
public enum EventKind {
  PLAY("play", Topics.EVENTS_PLAYS),
  DOWNLOAD("download", Topics.EVENTS_DOWNLOADS);

  private final String text;
  private final String topic;

  EventKind(String text, String topic) {
    this.text = text;
    this.topic = topic;
  }

  /** The name that applications use. */
  public String text() {
    return text;
  }

  public String topic() {
    return topic;
  }
}
