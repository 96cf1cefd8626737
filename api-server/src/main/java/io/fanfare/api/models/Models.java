package io.fanfare.api.models;

import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The rows that pages need, by their keys. A result holds the keys that have a row, and fails with
 * an {@link io.fanfare.api.availability.UnavailableException} while the source is absent or too
 * busy.
 */
public interface Models {

  CompletionStage<Map<Long, Track>> tracks(Set<Long> ids);

  CompletionStage<Map<Long, Playlist>> playlists(Set<Long> ids);

  CompletionStage<Map<Long, User>> users(Set<Long> ids);

  /** created_at (µs since the epoch) of the rows of `follows`; 0 where the source has none. */
  CompletionStage<Map<FollowKey, Long>> follows(Set<FollowKey> keys);

  /** created_at (µs since the epoch) of the rows of `track_reposts`. */
  CompletionStage<Map<RepostKey, Long>> trackReposts(Set<RepostKey> keys);

  /** created_at (µs since the epoch) of the rows of `playlist_reposts`. */
  CompletionStage<Map<RepostKey, Long>> playlistReposts(Set<RepostKey> keys);

  /** What is hidden from recipients; a recipient from whom nothing is hidden is left out. */
  CompletionStage<Map<Long, Hidden>> hidden(Set<Long> recipientIds);
}
