package io.fanfare.workloads.sample;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import java.util.List;

/**
 * A whole network, as rows.
 *
 * @param follows in no particular order
 * @param tracks oldest first
 * @param reposts oldest first
 */
public record SampleNetwork(
    List<User> users, List<Follow> follows, List<Track> tracks, List<TrackRepost> reposts) {

  public SampleNetwork {
    users = List.copyOf(users);
    follows = List.copyOf(follows);
    tracks = List.copyOf(tracks);
    reposts = List.copyOf(reposts);
  }
}
