package io.fanfare.api.models;

import io.fanfare.schemas.models.Model;
import java.util.List;

/** A cache of rows that is invalidated when they change. */
public interface Invalidations {

  /**
   * Invalidates a row that changed; a row of a model that is not cached is ignored.
   *
   * @param key the values of the model's primary key, in its order
   */
  void invalidateRow(Model model, List<Long> key);

  /**
   * Invalidates a list that a changed row was or is in; a cache of rows has none.
   *
   * @param key of the list, by {@link io.fanfare.schemas.edge.EdgeKey}
   */
  default void invalidateList(String key) {}

  /** Invalidates every row. */
  void invalidateAll();

  /**
   * Whether changes are invalidated from now on. While they are not, no row of the cache may be
   * used, since its age is unknown.
   */
  default void follow(boolean follows) {}
}
