package io.fanfare.api.updates;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The updates of one dashboard for one who follows it, in order. Whoever is too slow to take them
 * is told that some were missed, so that nobody else waits and nothing piles up.
 */
public final class Subscription implements AutoCloseable {

  /** Updates that wait to be taken, at most. */
  static final int MOST_WAITING = 1_000;

  private final long recipientId;
  private final LiveUpdates updates;
  private final Queue<Update> waiting = new ArrayDeque<>();
  private boolean ended;
  private Runnable listener = () -> {};

  Subscription(long recipientId, LiveUpdates updates) {
    this.recipientId = recipientId;
    this.updates = updates;
  }

  /**
   * @param listener is called whenever there may be something to take, or the end; it must be quick
   */
  public void listen(Runnable listener) {
    synchronized (this) {
      this.listener = listener;
    }
    listener.run();
  }

  /** The next updates, `most` at most; none if there are none yet. */
  public synchronized List<Update> take(int most) {
    List<Update> taken = new ArrayList<>();
    while (taken.size() < most && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  /** Whether nothing more will come; who wants to go on subscribes again from the last position. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  public long recipientId() {
    return recipientId;
  }

  void add(Update update) {
    Runnable told;
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        waiting.clear();
        waiting.add(new Update.Missed(update.position()));
      } else {
        waiting.add(update);
      }
      told = listener;
    }
    told.run();
  }

  /** Puts what came before the subscription before all that came since. */
  synchronized void begin(List<Update> past) {
    List<Update> since = List.copyOf(waiting);
    waiting.clear();
    waiting.addAll(past);
    waiting.addAll(since);
  }

  void end() {
    Runnable told;
    synchronized (this) {
      ended = true;
      told = listener;
    }
    told.run();
  }

  @Override
  public void close() {
    updates.remove(this);
  }
}
