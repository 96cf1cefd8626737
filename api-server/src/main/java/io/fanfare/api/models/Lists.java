package io.fanfare.api.models;

import io.fanfare.schemas.models.Comment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Pages of keys of the source, each by an index, and rows that only lists show. Results fail with
 * an {@link io.fanfare.api.availability.UnavailableException} while the source is absent or too
 * busy.
 */
public interface Lists {

  /**
   * A page of keys, highest first.
   *
   * @param of the row to which they belong
   * @param after the last key of the page before; null for the first page
   */
  CompletionStage<List<Long>> keys(KeyList list, long of, @Nullable Long after, int limit);

  /**
   * A page of a playlist, in its order.
   *
   * @param after the last place of the page before; null for the first page
   */
  CompletionStage<List<PlaylistPlace>> tracksOfPlaylist(
      long playlistId, @Nullable PlaylistPlace after, int limit);

  /**
   * Ids of the rows that have a permalink, lowest first, ten at most; none if the source has no
   * index for it.
   *
   * @param owner of the track or playlist; not used for users
   */
  CompletionStage<List<Long>> ofPermalink(PermalinkIndex index, String permalink, long owner);

  /** Comments by id; one without a row is left out. */
  CompletionStage<Map<Long, Comment>> comments(Set<Long> ids);
}
