package io.fanfare.api.edge;

import io.fanfare.schemas.edge.EdgeKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an answer was made of: the keys of the rows and lists that were read, also of rows that were
 * not there. {@link Fence#begin} makes one for each request; for one thread.
 */
public final class Dependencies {

  /** More keys than this cost a cache more than it saves. */
  public static final int MOST_KEYS = 64;

  private final long begun;
  private final Set<String> keys = new LinkedHashSet<>(List.of(EdgeKey.ALL));
  private boolean isComplete = true;

  /**
   * @param begun how many invalidations there were before anything was read
   */
  Dependencies(long begun) {
    this.begun = begun;
  }

  /** Of an answer that no cache keeps. */
  public static Dependencies ofPrivateAnswer() {
    return new Dependencies(0);
  }

  /** Notes that a row or list is read. */
  public void add(EdgeKey kind, long id) {
    if (keys.size() < MOST_KEYS) {
      keys.add(kind.of(id));
    } else if (!keys.contains(kind.of(id))) {
      isComplete = false;
    }
  }

  /** Notes that rows are read. */
  public void addAll(EdgeKey kind, Collection<Long> ids) {
    ids.forEach(id -> add(kind, id));
  }

  /** Notes that something was read that has no key, such as the time. */
  public void addUnknown() {
    isComplete = false;
  }

  /**
   * The keys, unless there are too many or something has none: then no cache may keep the answer.
   */
  boolean isComplete() {
    return isComplete;
  }

  long begun() {
    return begun;
  }

  public Set<String> keys() {
    return Collections.unmodifiableSet(keys);
  }
}
