package io.fanfare.api.models;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How many rows belong to a user or playlist. Each is counted over one range of an index, up to a
 * bound. Results fail with an {@link io.fanfare.api.availability.UnavailableException} while the
 * source is absent or too busy.
 */
public interface RowCounts {

  /** Longer ranges are not counted: a count reads each row of its range. */
  int MOST_ROWS = 10_000;

  /**
   * The counts of a user, who need not be there.
   *
   * @param now µs since the epoch
   * @param soon a later time, µs since the epoch
   */
  CompletionStage<CountsOfUser> ofUser(long userId, long now, long soon);

  /**
   * The counts of a playlist; empty if it has too many tracks.
   *
   * @param now µs since the epoch
   */
  CompletionStage<Optional<CountsOfPlaylist>> ofPlaylist(long playlistId, long now);
}
