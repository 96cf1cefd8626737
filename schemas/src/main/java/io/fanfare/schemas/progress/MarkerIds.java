package io.fanfare.schemas.progress;

import org.jspecify.annotations.Nullable;

/** The ids of markers. */
public final class MarkerIds {

  /** Longer than any UUID, with room for a prefix. */
  private static final int LONGEST = 100;

  private MarkerIds() {}

  /**
   * The reason why a marker cannot be passed on. Every report of it carries its id; a report that
   * no topic takes would stop the job that writes it, again after each restart.
   *
   * @return one sentence; null if it can
   */
  public static @Nullable String problem(String id) {
    return id.length() > LONGEST
        ? "The marker's id has %d characters, more than %d.".formatted(id.length(), LONGEST)
        : null;
  }
}
