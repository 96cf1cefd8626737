package io.fanfare.api.edge;

import io.fanfare.schemas.edge.EdgeKey;

/**
 * Finds out whether what an answer was made of has changed while it was made. Such an answer may
 * reach a cache after the purge, and would stay there. It remembers the newest invalidations: when
 * there were more of them meanwhile, the answer counts as changed. Thread-safe.
 */
public final class Fence {

  /** Some seconds of changes at a high rate. */
  static final int MOST_REMEMBERED = 16_384;

  private final String[] newest = new String[MOST_REMEMBERED];
  private long invalidations;

  /** Begins an answer; call it before anything is read. */
  public synchronized Dependencies begin() {
    return new Dependencies(invalidations);
  }

  /**
   * Remembers an invalidation. Call it after the caches have dropped the row: an answer that begins
   * afterwards must not find the old one.
   */
  public synchronized void invalidated(String key) {
    newest[(int) (invalidations % MOST_REMEMBERED)] = key;
    invalidations++;
  }

  /** Whether all that was read is known by its key, and none of it has changed since. */
  public synchronized boolean holds(Dependencies read) {
    if (!read.isComplete() || invalidations - read.begun() > MOST_REMEMBERED) {
      return false;
    }
    for (long number = read.begun(); number < invalidations; number++) {
      String key = newest[(int) (number % MOST_REMEMBERED)];
      if (key.equals(EdgeKey.ALL) || read.keys().contains(key)) {
        return false;
      }
    }
    return true;
  }
}
