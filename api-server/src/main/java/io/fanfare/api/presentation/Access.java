package io.fanfare.api.presentation;

import java.util.Locale;

/** How far a listener may listen to a track. */
public enum Access {
  /** To all of it. What is public and finished is playable: the source knows no other access. */
  PLAYABLE,
  PREVIEW,
  BLOCKED;

  /** As the API writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
