package io.fanfare.purger;

import io.fanfare.schemas.edge.EdgeKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The purges that one Varnish has not acknowledged yet, oldest first. A key that waits is not added
 * again: it is purged later than both changes. Thread-safe.
 */
final class PendingPurges {

  /** More than these are one purge of everything. */
  static final int MOST = 10_000;

  /** Keys of one request: all of them fit the line that Varnish reads by default. */
  static final int AT_ONCE = 100;

  private final Map<String, Purge> waiting = new LinkedHashMap<>();
  private final List<Purge> sent = new ArrayList<>();
  private long newest;

  /**
   * @param key that is purged
   * @param number of the change; later changes have higher ones
   * @param appended when the log appended the change, in ms since the epoch; 0 if that is of no
   *     interest
   */
  record Purge(String key, long number, long appended) {}

  /** Adds what a change takes back. */
  synchronized void add(Collection<String> keys, long number, long appended) {
    newest = Math.max(newest, number);
    for (String key : keys) {
      if (waiting.containsKey(EdgeKey.ALL)) {
        return;
      }
      waiting.putIfAbsent(key, new Purge(key, number, appended));
      if (key.equals(EdgeKey.ALL) || waiting.size() > MOST) {
        addAll();
      }
    }
    notifyAll();
  }

  /** Everything, in the place of all that waits. */
  private void addAll() {
    Purge oldest = waiting.values().iterator().next();
    waiting.clear();
    waiting.put(EdgeKey.ALL, new Purge(EdgeKey.ALL, oldest.number(), oldest.appended()));
  }

  /** Waits for purges, and takes some of them until they are acknowledged or failed. */
  synchronized List<Purge> take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    Iterator<Purge> next = waiting.values().iterator();
    while (next.hasNext() && sent.size() < AT_ONCE) {
      sent.add(next.next());
      next.remove();
    }
    return List.copyOf(sent);
  }

  /** What was taken is purged. */
  synchronized void acknowledge() {
    sent.clear();
  }

  /** What was taken may not be purged, and waits again. */
  synchronized void fail() {
    List<Purge> later = List.copyOf(waiting.values());
    waiting.clear();
    sent.forEach(purge -> waiting.put(purge.key(), purge));
    sent.clear();
    later.forEach(purge -> waiting.putIfAbsent(purge.key(), purge));
    if (waiting.containsKey(EdgeKey.ALL) || waiting.size() > MOST) {
      addAll();
    }
  }

  /** The number up to which everything is purged. */
  synchronized long acknowledgedUpTo() {
    long oldest = Long.MAX_VALUE;
    for (Purge purge : sent) {
      oldest = Math.min(oldest, purge.number());
    }
    for (Purge purge : waiting.values()) {
      oldest = Math.min(oldest, purge.number());
    }
    return oldest == Long.MAX_VALUE ? newest : oldest - 1;
  }

  synchronized int size() {
    return waiting.size() + sent.size();
  }
}
