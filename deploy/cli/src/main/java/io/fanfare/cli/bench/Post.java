package io.fanfare.cli.bench;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;

/**
 * A track that an artist publishes.
 *
 * @param artist number of the artist in the graph
 * @param artistId id of the artist's user
 * @param publishedAt µs since the epoch
 */
record Post(long trackId, int artist, long artistId, long publishedAt) {

  Activity activity() {
    return new Activity(ActivityKind.TRACK, artistId, trackId, publishedAt);
  }
}
