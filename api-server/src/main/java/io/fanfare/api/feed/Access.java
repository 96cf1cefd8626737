package io.fanfare.api.feed;

import java.util.Locale;

/** How far a listener may listen to a track. */
enum Access {
  /** To all of it. What is public and finished is playable: the source knows no other access. */
  PLAYABLE,
  PREVIEW,
  BLOCKED;

  /** As the API writes it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
