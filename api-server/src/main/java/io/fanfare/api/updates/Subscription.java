package io.fanfare.api.updates;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The updates of one dashboard for one client, in order. For a client that is too slow, {@link
 * Update.Missed} replaces the updates that wait, so that none pile up and no other client waits.
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
   * @param listener is called when there may be updates to take, or when they have ended; it must
   *     return quickly
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

  /** Whether no more updates will come; to continue, subscribe again from the last position. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  public long recipientId() {
    return recipientId;
  }

  void add(Update update) {
    Runnable current;
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        waiting.clear();
        waiting.add(new Update.Missed(update.position()));
      } else {
        waiting.add(update);
      }
      current = listener;
    }
    current.run();
  }

  /** Puts past updates before those that have arrived since the subscription was added. */
  synchronized void begin(List<Update> past) {
    List<Update> since = List.copyOf(waiting);
    waiting.clear();
    waiting.addAll(past);
    waiting.addAll(since);
  }

  void end() {
    Runnable current;
    synchronized (this) {
      ended = true;
      current = listener;
    }
    current.run();
  }

  @Override
  public void close() {
    updates.remove(this);
  }
}
