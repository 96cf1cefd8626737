package io.fanfare.workloads.bench.edge;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The rows of a benchmark of the edge. Ids count from 1; one more user has no tracks.
 *
 * @param tracksOfUser at most 50, so that a list has one page
 */
public record EdgeWorkload(int users, int tracksOfUser, long seed) {

  int tracks() {
    return users * tracksOfUser;
  }

  long ownerOf(long track) {
    return 1 + (track - 1) / tracksOfUser;
  }

  List<Long> tracksOf(long user) {
    long first = 1 + (user - 1) * tracksOfUser;
    return LongStream.range(first, first + tracksOfUser).boxed().toList();
  }

  long userWithoutTracks() {
    return users + 1L;
  }

  /** For people. */
  List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d users with %d tracks each, read by Zipf's law, seed %d",
            users,
            tracksOfUser,
            seed));
  }
}
