package io.fanfare.workloads.sample;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import java.util.ArrayList;
import java.util.List;

/**
 * Those of a network's rows that a stream of changes is about: all of a small network, some of a
 * large one.
 *
 * @param users ids
 */
public record Population(
    List<Long> users, List<Follow> follows, List<Track> tracks, List<TrackRepost> reposts) {

  /** Copies the rows: what happens to them later does not come in by itself. */
  public Population {
    users = new ArrayList<>(users);
    follows = new ArrayList<>(follows);
    tracks = new ArrayList<>(tracks);
    reposts = new ArrayList<>(reposts);
  }

  public static Population of(SampleNetwork network) {
    return new Population(
        network.users().stream().map(user -> user.getId()).toList(),
        network.follows(),
        network.tracks(),
        network.reposts());
  }
}
