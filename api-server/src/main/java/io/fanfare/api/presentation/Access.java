package io.fanfare.api.presentation;

import java.util.Locale;

/** How much of a track a listener may play. */
public enum Access {
  /** All of it. Every public, finished track is playable: the source defines no other access. */
  PLAYABLE,
  PREVIEW,
  BLOCKED;

  /** As the API writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
