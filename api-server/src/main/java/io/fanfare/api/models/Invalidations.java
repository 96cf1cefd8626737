package io.fanfare.api.models;

import io.fanfare.schemas.models.Model;
import java.util.List;
import java.util.function.BooleanSupplier;

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
   * From now on, rows of the cache may be used while changes are invalidated. Otherwise, their age
   * is unknown.
   *
   * @param isFollowed is asked at each use
   */
  default void follow(BooleanSupplier isFollowed) {}
}
