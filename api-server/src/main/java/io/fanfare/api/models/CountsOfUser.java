package io.fanfare.api.models;

import org.jspecify.annotations.Nullable;

/**
 * How many rows belong to a user. A count is null if there are too many to count, or if the source
 * has no index for it.
 *
 * @param followings rows of `follows`
 * @param tracks those that are released
 * @param playlists those that are released
 */
public record CountsOfUser(
    @Nullable Long followings, @Nullable ReleasedCount tracks, @Nullable ReleasedCount playlists) {

  public static final CountsOfUser UNKNOWN = new CountsOfUser(null, null, null);
}
