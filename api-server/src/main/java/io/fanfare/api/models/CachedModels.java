package io.fanfare.api.models;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Models that are remembered for a minute at most, and until their row changes. */
public final class CachedModels implements Models, Invalidations {

  /** Of the heap, for each table. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 8;

  private final ModelCache<Track> tracks;
  private final ModelCache<User> users;

  public CachedModels(Models source) {
    this(source, Ticker.systemTicker());
  }

  CachedModels(Models source, Ticker ticker) {
    this.tracks = new ModelCache<>(source::tracks, CachedModels::length, MOST_BYTES, ticker);
    this.users = new ModelCache<>(source::users, CachedModels::length, MOST_BYTES, ticker);
  }

  @Override
  public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
    return tracks.get(ids);
  }

  @Override
  public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
    return users.get(ids);
  }

  @Override
  public void track(long id) {
    tracks.invalidate(id);
  }

  @Override
  public void user(long id) {
    users.invalidate(id);
  }

  @Override
  public void everything() {
    tracks.invalidateAll();
    users.invalidateAll();
  }

  private static int length(Track track) {
    return length(track.getTitle())
        + length(track.getDescription())
        + length(track.getTagList())
        + length(track.getArtworkUrl());
  }

  private static int length(User user) {
    return length(user.getUsername()) + length(user.getFullName()) + length(user.getAvatarUrl());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
