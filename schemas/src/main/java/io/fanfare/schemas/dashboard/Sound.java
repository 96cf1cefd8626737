package io.fanfare.schemas.dashboard;

import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know about a track or playlist; {@link io.fanfare.schemas.models.Sounds}
 * reads it from the row.
 *
 * @param ownerId the user who owns it
 * @param liveSince its published_at (µs since the epoch) while it is live, that is public,
 *     published and, if it is a track, finished; null while it is not
 */
public record Sound(long ownerId, @Nullable Long liveSince) {

  /**
   * Whether it can be seen: it is live, and its time has come.
   *
   * @param now µs since the epoch
   */
  public boolean isReleased(long now) {
    return liveSince != null && liveSince <= now;
  }
}
