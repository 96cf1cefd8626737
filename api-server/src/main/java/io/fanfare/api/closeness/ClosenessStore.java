package io.fanfare.api.closeness;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The store of closeness. A result fails with an {@link
 * io.fanfare.api.availability.UnavailableException} while the store is absent or too busy.
 */
public interface ClosenessStore {

  /** How close a recipient is to some actors; one without any interaction is left out. */
  CompletionStage<Map<Long, Closeness>> closeness(long recipientId, Set<Long> actorIds);
}
