package io.fanfare.api.stats;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The store of the numbers of plays. */
public interface PlayStore {

  /**
   * Reads how often some tracks were played; a track that never was may be missing. Fails with an
   * {@link io.fanfare.api.availability.UnavailableException} while the store does not answer.
   */
  CompletionStage<Map<Long, Long>> plays(Set<Long> trackIds);
}
