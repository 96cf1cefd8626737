package io.fanfare.api.models;

import io.fanfare.api.edge.Fence;
import io.fanfare.schemas.edge.EdgeKey;
import io.fanfare.schemas.models.Model;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Invalidates rows in a cache, and then the answers that are made of them right now. */
public final class EdgeInvalidations implements Invalidations {

  private final Invalidations cache;
  private final Fence fence;

  public EdgeInvalidations(Invalidations cache, Fence fence) {
    this.cache = cache;
    this.fence = fence;
  }

  @Override
  public void invalidateRow(Model model, List<Long> key) {
    cache.invalidateRow(model, key);
    EdgeKey.ofRow(model, key).forEach(fence::invalidated);
  }

  @Override
  public void invalidateList(String key) {
    cache.invalidateList(key);
    fence.invalidated(key);
  }

  @Override
  public void follow(BooleanSupplier isFollowed) {
    cache.follow(isFollowed);
  }

  @Override
  public void invalidateAll() {
    cache.invalidateAll();
    fence.invalidated(EdgeKey.ALL);
  }
}
