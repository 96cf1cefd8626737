package io.fanfare.workloads.bench.kit;

import io.fanfare.schemas.Micros;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The entries of posts that are measured, by one thread. What is repeated after a crash is
 * announced again: an interactive post's entry counts once. Those of a larger post are only
 * counted, since to note each of a million followers would take from what is measured.
 */
final class ExpectedEntries {

  private static final long NANOS_A_MICRO = 1_000;

  /**
   * What is expected of a post.
   *
   * @param due when it should have been committed, by `System.nanoTime`
   * @param dueMicros the same, in µs since the epoch
   * @param missing whose entry has not come; empty if the post is not interactive
   */
  record Expected(long due, long dueMicros, boolean interactive, Set<Long> missing) {}

  private final FollowGraph graph;
  private final Map<Long, Expected> posts = new ConcurrentHashMap<>();
  private final AtomicLong due = new AtomicLong();
  private final AtomicLong interactive = new AtomicLong();
  private final AtomicLong batch = new AtomicLong();

  ExpectedEntries(FollowGraph graph) {
    this.graph = graph;
  }

  /**
   * Expects the entries of a post. Any thread may call this.
   *
   * @param due when it should be committed, by `System.nanoTime`
   */
  void expect(Post post, long due) {
    long late = (System.nanoTime() - due) / NANOS_A_MICRO;
    long now = Micros.of(Instant.now());
    long[] followers = graph.followers(post.artist());
    boolean interactive = graph.isInteractive(post.artist());
    Set<Long> missing = new HashSet<>();
    if (interactive) {
      Arrays.stream(followers).boxed().forEach(missing::add);
    }
    this.due.addAndGet(followers.length);
    posts.put(post.trackId(), new Expected(due, now - late, interactive, missing));
  }

  /** What was expected of an entry that has come; null if nothing was, or it has come before. */
  @Nullable Expected first(long trackId, long recipientId) {
    Expected post = posts.get(trackId);
    if (post == null || !post.interactive) {
      return post;
    }
    boolean first = post.missing.remove(recipientId);
    if (post.missing.isEmpty()) {
      posts.remove(trackId);
    }
    return first ? post : null;
  }

  /** Counts an entry, once its figures are there: a waiting thread may read them right after. */
  void count(Expected post) {
    (post.interactive ? interactive : batch).incrementAndGet();
  }

  /** Entries that have not come. */
  long missing() {
    return due.get() - interactive.get() - batch.get();
  }

  /** Entries of the batch lane that have come. */
  long ofBatch() {
    return batch.get();
  }
}
