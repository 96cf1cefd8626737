package io.fanfare.agents.delivery;

import io.fanfare.api.models.FollowKey;
import io.fanfare.api.models.Models;
import io.fanfare.api.models.RepostKey;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A source without rows. */
class NoModels implements Models {

  @Override
  public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
    return none();
  }

  @Override
  public CompletionStage<Map<Long, Playlist>> playlists(Set<Long> ids) {
    return none();
  }

  @Override
  public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
    return none();
  }

  @Override
  public CompletionStage<Map<FollowKey, Long>> follows(Set<FollowKey> keys) {
    return none();
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> trackReposts(Set<RepostKey> keys) {
    return none();
  }

  @Override
  public CompletionStage<Map<RepostKey, Long>> playlistReposts(Set<RepostKey> keys) {
    return none();
  }

  @Override
  public CompletionStage<Map<Long, Hidden>> hidden(Set<Long> recipientIds) {
    return none();
  }

  private static <K, V> CompletionStage<Map<K, V>> none() {
    return CompletableFuture.completedFuture(Map.of());
  }
}
