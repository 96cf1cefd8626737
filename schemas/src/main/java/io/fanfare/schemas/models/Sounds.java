package io.fanfare.schemas.models;

import io.fanfare.schemas.dashboard.Sound;

/**
 * Reads from a row what the rules need to know about a track or playlist. These factories are not
 * in {@link Sound} because {@link StrayEntry} makes this package depend on `dashboard`.
 */
public final class Sounds {

  private static final String PUBLIC = "public";
  private static final String FINISHED = "finished";

  private Sounds() {}

  /** A track is live while it is public, finished and published. */
  public static Sound of(Track track) {
    boolean live = track.getSharing().equals(PUBLIC) && track.getState().equals(FINISHED);
    return new Sound(track.getUserId(), live ? track.getPublishedAt() : null);
  }

  /** A playlist is live while it is public and published. */
  public static Sound of(Playlist playlist) {
    boolean live = playlist.getSharing().equals(PUBLIC);
    return new Sound(playlist.getUserId(), live ? playlist.getPublishedAt() : null);
  }
}
