package io.fanfare.schemas.dashboard;

import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a track or playlist.
 *
 * @param ownerId whose it is
 * @param liveSince its published_at (µs since the epoch) while it is live, that is public,
 *     published and, if it is a track, finished; null while it is not
 */
public record Sound(long ownerId, @Nullable Long liveSince) {

  private static final String PUBLIC = "public";

  public static Sound of(Track track) {
    boolean live = track.getSharing().equals(PUBLIC) && track.getState().equals("finished");
    return new Sound(track.getUserId(), live ? track.getPublishedAt() : null);
  }

  public static Sound of(Playlist playlist) {
    boolean live = playlist.getSharing().equals(PUBLIC);
    return new Sound(playlist.getUserId(), live ? playlist.getPublishedAt() : null);
  }
}
