package io.fanfare.connectors.elasticsearch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ListIterator;

/**
 * Cuts the writes that wait into bulk requests, by number and by bytes. A write that alone has more
 * bytes than a request should have is a request of its own. Thread-safe.
 */
final class BulkQueue {

  private static final int MOST_UNDER_WAY = 2;
  private static final int MOST_DOCUMENTS = 1_000;
  private static final int MOST_BYTES = 4 << 20;

  private final Deque<BulkWrite> waiting = new ArrayDeque<>();
  private int mostBytes = MOST_BYTES;
  private int underWay;

  synchronized void add(BulkWrite write) {
    waiting.addLast(write);
  }

  /** Begins the next request, and returns its writes; none if enough requests are under way. */
  synchronized List<BulkWrite> begin() {
    List<BulkWrite> next = new ArrayList<>();
    if (underWay < MOST_UNDER_WAY) {
      int bytes = 0;
      while (!waiting.isEmpty() && next.size() < MOST_DOCUMENTS) {
        bytes += waiting.getFirst().lines().length;
        if (!next.isEmpty() && bytes > mostBytes) {
          break;
        }
        next.add(waiting.removeFirst());
      }
      underWay += next.isEmpty() ? 0 : 1;
    }
    return next;
  }

  synchronized void end() {
    underWay--;
  }

  /**
   * Takes back the writes of a request that the server found too large. From now on, requests have
   * half its bytes at most.
   */
  synchronized void cutSmaller(List<BulkWrite> writes) {
    underWay--;
    int bytes = 0;
    for (ListIterator<BulkWrite> last = writes.listIterator(writes.size()); last.hasPrevious(); ) {
      BulkWrite write = last.previous();
      bytes += write.lines().length;
      waiting.addFirst(write);
    }
    mostBytes = Math.min(mostBytes, bytes / 2);
  }
}
