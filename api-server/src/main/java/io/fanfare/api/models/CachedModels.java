package io.fanfare.api.models;

import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows for a minute at most, and until they change. While nobody reads the changes, it reads
 * past what it keeps.
 */
public final class CachedModels implements Models, Invalidations {

  /** The cache of each table of models, in bytes of the heap. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 12;

  /** The cache of each table of relations, in bytes of the heap. */
  private static final long FEW_BYTES = MOST_BYTES / 2;

  /** Bytes of a model without its text. */
  private static final int MODEL = 1_000;

  /** Bytes of a relation. */
  private static final int RELATION = 250;

  /** Bytes of a user's id in a set. */
  private static final int ID = 50;

  private final ModelCache<Long, Track> tracks;
  private final ModelCache<Long, Playlist> playlists;
  private final ModelCache<Long, User> users;
  private final ModelCache<FollowKey, Long> follows;
  private final ModelCache<RepostKey, Long> trackReposts;
  private final ModelCache<RepostKey, Long> playlistReposts;
  private final ModelCache<Long, Hidden> hidden;
  private volatile BooleanSupplier isFollowed = () -> true;

  public CachedModels(Models source) {
    this(source, Ticker.systemTicker());
  }

  CachedModels(Models source, Ticker ticker) {
    this.tracks = models(source::tracks, CachedModels::length, ticker);
    this.playlists = models(source::playlists, CachedModels::length, ticker);
    this.users = models(source::users, CachedModels::length, ticker);
    this.follows = relations(source::follows, time -> 0, ticker);
    this.trackReposts = relations(source::trackReposts, time -> 0, ticker);
    this.playlistReposts = relations(source::playlistReposts, time -> 0, ticker);
    this.hidden = relations(source::hidden, found -> ID * found.users().size(), ticker);
  }

  /**
   * @param length the characters of a model's text
   */
  private static <M> ModelCache<Long, M> models(
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source,
      ToIntFunction<M> length,
      Ticker ticker) {
    return new ModelCache<>(
        source, row -> MODEL + 2 * row.map(length::applyAsInt).orElse(0), MOST_BYTES, ticker);
  }

  /**
   * @param bytes bytes of a row beyond those of every relation
   */
  private static <K, M> ModelCache<K, M> relations(
      Function<Set<K>, CompletionStage<Map<K, M>>> source, ToIntFunction<M> bytes, Ticker ticker) {
    return new ModelCache<>(
        source, row -> RELATION + row.map(bytes::applyAsInt).orElse(0), FEW_BYTES, ticker);
  }

  @Override
  public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
    return tracks.get(ids, isFollowed.getAsBoolean());
  }

  @Override
  public CompletionStage<Map<Long, Playlist>> playlists(Set<Long> ids) {
    return playlists.get(ids, isFollowed.getAsBoolean());
  }

  @Override
  public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
    return users.get(ids, isFollowed.getAsBoolean());
  }

  @Override
  public CompletionStage<Map<FollowKey, Long>> follows(Set<FollowKey> keys) {
    return follows.get(keys, isFollowed.getAsBoolean());
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> trackReposts(Set<RepostKey> keys) {
    return trackReposts.get(keys, isFollowed.getAsBoolean());
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> playlistReposts(Set<RepostKey> keys) {
    return playlistReposts.get(keys, isFollowed.getAsBoolean());
  }

  @Override
  public CompletionStage<Map<Long, Hidden>> hidden(Set<Long> recipientIds) {
    return hidden.get(recipientIds, isFollowed.getAsBoolean());
  }

  @Override
  public void invalidateRow(Model model, List<Long> key) {
    long id = key.get(0);
    switch (model) {
      case TRACK -> tracks.invalidate(id);
      case PLAYLIST -> playlists.invalidate(id);
      case USER -> users.invalidate(id);
      case FOLLOW -> follows.invalidate(new FollowKey(id, key.get(1)));
      case TRACK_REPOST -> trackReposts.invalidate(new RepostKey(id, key.get(1)));
      case PLAYLIST_REPOST -> playlistReposts.invalidate(new RepostKey(id, key.get(1)));
      case MUTE, DASHBOARD_SETTINGS -> hidden.invalidate(id);
      case BLOCK -> {
        hidden.invalidate(id);
        hidden.invalidate(key.get(1));
      }
      default -> {}
    }
  }

  @Override
  public void invalidateAll() {
    caches().values().forEach(ModelCache::invalidateAll);
  }

  @Override
  public void follow(BooleanSupplier isFollowed) {
    this.isFollowed = isFollowed;
  }

  /** The names of the caches. */
  public Set<String> names() {
    return caches().keySet();
  }

  /** How often a cache was asked for keys, and had them. */
  public CacheStats stats(String name) {
    return Objects.requireNonNull(caches().get(name), name).stats();
  }

  private Map<String, ModelCache<?, ?>> caches() {
    return Map.of(
        "tracks", tracks,
        "playlists", playlists,
        "users", users,
        "follows", follows,
        "track_reposts", trackReposts,
        "playlist_reposts", playlistReposts,
        "hidden", hidden);
  }

  private static int length(Track track) {
    return length(track.getTitle())
        + length(track.getDescription())
        + length(track.getTagList())
        + length(track.getArtworkUrl());
  }

  private static int length(Playlist playlist) {
    return length(playlist.getTitle())
        + length(playlist.getDescription())
        + length(playlist.getTagList())
        + length(playlist.getArtworkUrl());
  }

  private static int length(User user) {
    return length(user.getUsername()) + length(user.getFullName()) + length(user.getAvatarUrl());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
