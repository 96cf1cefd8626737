package io.fanfare.api.models;

import io.fanfare.schemas.models.Model;
import java.util.List;

/** What has to be forgotten because its row changed. */
public interface Invalidations {

  /**
   * A row changed; one of a model that nobody remembers anything of is ignored.
   *
   * @param key the values of the model's primary key, in its order
   */
  void invalidateRow(Model model, List<Long> key);

  void invalidateAll();
}
