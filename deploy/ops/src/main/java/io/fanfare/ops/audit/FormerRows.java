package io.fanfare.ops.audit;

import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;

/** Rows of which only the id and the owner are known. */
public final class FormerRows {

  private FormerRows() {}

  public static Track track(long id, long ownerId) {
    return Track.newBuilder()
        .setId(id)
        .setUserId(ownerId)
        .setSharing("private")
        .setState("processing")
        .setPublishedAt(null)
        .build();
  }

  public static Playlist playlist(long id, long ownerId) {
    return Playlist.newBuilder()
        .setId(id)
        .setUserId(ownerId)
        .setSharing("private")
        .setPublishedAt(null)
        .build();
  }
}
