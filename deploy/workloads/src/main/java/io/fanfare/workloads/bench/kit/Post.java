package io.fanfare.workloads.bench.kit;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.Track;

/**
 * A track that an artist publishes.
 *
 * @param artist number of the artist in the graph
 * @param artistId id of the artist's user
 * @param publishedAt µs since the epoch
 */
public record Post(long trackId, int artist, long artistId, long publishedAt) {

  public Activity activity() {
    return new Activity(ActivityKind.TRACK, artistId, trackId, publishedAt);
  }

  public Track track() {
    return Track.newBuilder()
        .setId(trackId)
        .setUserId(artistId)
        .setTitle("track " + trackId)
        .setPermalink("track-" + trackId)
        .setDuration(0L)
        .setSharing("public")
        .setState("finished")
        .setPublishedAt(publishedAt)
        .setCreatedAt(publishedAt)
        .setUpdatedAt(publishedAt)
        .build();
  }
}
