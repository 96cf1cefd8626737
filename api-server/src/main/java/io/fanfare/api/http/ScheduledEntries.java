package io.fanfare.api.http;

import io.fanfare.api.dashboard.DashboardRange;
import io.fanfare.api.dashboard.ScheduledWindow;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of a dashboard whose time comes while a client watches it. Their events may have
 * passed long before, so they are read from the dashboard, window by window, a minute ahead. For
 * one thread at a time.
 */
final class ScheduledEntries {

  /** Most entries of a window. For more, the client has to load the feed again. */
  static final int MOST = 500;

  private static final long AHEAD = Micros.of(Duration.ofMinutes(1));

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledEntries.class);

  private final FeedUpdates feed;
  private final long userId;

  /** The entries that are known and not sent, the oldest last. */
  private final NavigableSet<Activity> waiting = new TreeSet<>(DashboardRange.NEWEST_FIRST);

  /** The entries that were sent although no window with them was read yet. */
  private final Set<Activity> sentBefore = new HashSet<>();

  private @Nullable CompletableFuture<ScheduledWindow> reading;

  /** The window that was read last, or is being read. */
  private ScheduledWindow.Bounds window;

  /** The time up to which all entries are known, µs since the epoch. */
  private long knownUntil;

  /** The time up to which all entries were sent. */
  private long sentUntil;

  /** The end of a window that has more entries than are known; 0 if none has. */
  private long incompleteUntil;

  /**
   * @param since the time up to which the client has received the entries, µs since the epoch
   */
  ScheduledEntries(FeedUpdates feed, long userId, long since) {
    this.feed = feed;
    this.userId = userId;
    long begin = Math.max(since, DashboardRule.retentionStart(feed.now()));
    this.knownUntil = begin;
    this.sentUntil = begin;
    this.window = new ScheduledWindow.Bounds(begin, begin);
  }

  /**
   * The oldest entries whose time has come, the oldest first; they count as sent. Begins to read
   * the next window if it is time.
   *
   * @param wake is run when a window was read
   */
  List<Activity> due(int most, Runnable wake) {
    readAhead(wake);
    long now = feed.now();
    List<Activity> due = new ArrayList<>();
    while (due.size() < most && !waiting.isEmpty() && isDue(waiting.last(), now)) {
      due.add(waiting.pollLast());
    }
    return due;
  }

  /** Whether entries were left out whose time has come; only once for each window. */
  boolean hasLeftOut() {
    boolean hasLeftOut = incompleteUntil > 0 && incompleteUntil <= feed.now();
    if (hasLeftOut) {
      incompleteUntil = 0;
    }
    return hasLeftOut;
  }

  /** Keeps an entry that was added before its time. */
  void keep(Activity added) {
    if (added.getActivityTime() > window.until()) {
      // The window that it is in will be read later, and it is stored already.
      return;
    }
    if (waiting.size() < MOST) {
      waiting.add(added);
    } else {
      incompleteUntil = window.until();
    }
  }

  /** Takes note of an entry that was sent because of its event. */
  void sent(Activity activity) {
    waiting.remove(activity);
    if (activity.getActivityTime() > knownUntil && sentBefore.size() < MOST) {
      sentBefore.add(activity);
    }
  }

  /**
   * The time up to which all entries were sent, once those that were due are; µs since the epoch.
   */
  long sentUntil() {
    long next = waiting.isEmpty() ? Long.MAX_VALUE : waiting.last().getActivityTime();
    sentUntil = Math.max(sentUntil, Math.min(next - 1, Math.min(feed.now(), knownUntil)));
    return sentUntil;
  }

  private void readAhead(Runnable wake) {
    if (reading != null && reading.isDone()) {
      finish(reading);
      reading = null;
    }
    long now = feed.now();
    if (reading == null && knownUntil < now + AHEAD / 2) {
      window = ScheduledWindow.Bounds.of(knownUntil, now + AHEAD);
      reading = feed.scheduled(userId, window, MOST);
      var unused = reading.thenRun(wake);
    }
  }

  /** If it failed, the same window is read again later. */
  private void finish(CompletableFuture<ScheduledWindow> done) {
    ScheduledWindow found;
    try {
      found = done.join();
    } catch (CompletionException e) {
      LOG.debug("Scheduled entries wait", e);
      return;
    }
    found.entries().stream().filter(entry -> !sentBefore.contains(entry)).forEach(waiting::add);
    if (!found.isComplete()) {
      incompleteUntil = window.until();
    }
    knownUntil = window.until();
    sentBefore.removeIf(entry -> entry.getActivityTime() <= knownUntil);
  }

  private static boolean isDue(Activity entry, long now) {
    return entry.getActivityTime() <= now;
  }
}
