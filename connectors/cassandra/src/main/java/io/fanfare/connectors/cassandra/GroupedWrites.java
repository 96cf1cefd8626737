package io.fanfare.connectors.cassandra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which writes go to the store together. While it has little to do, a write begins at once.
 * Otherwise it waits, and what has come meanwhile is one group. So nothing is delayed for the sake
 * of a group, and the larger the backlog, the more rows of a partition are in one. Thread-safe.
 *
 * @param <T> a write
 */
final class GroupedWrites<T> {

  /** While fewer rows are on their way, a write begins at once. */
  static final int FEW_ROWS = 2_048;

  /** Rows of a group at most, however fast they are written. */
  static final int MOST_ROWS = 65_536;

  private final Function<List<T>, CompletionStage<Void>> store;
  private final Predicate<Throwable> isRejection;
  private final long mostRows;
  private final Deque<Member<T>> waiting = new ArrayDeque<>();
  private long rowsOnTheirWay;

  private record Member<T>(T write, int rows, CompletableFuture<Void> done) {}

  /**
   * @param store writes a group; a failure may leave some of its rows written
   * @param isRejection whether the store refuses a write for good, so that its group is not to
   *     blame
   * @param mostRows of a group, unless one write has more
   */
  GroupedWrites(
      Function<List<T>, CompletionStage<Void>> store,
      Predicate<Throwable> isRejection,
      long mostRows) {
    this.store = store;
    this.isRejection = isRejection;
    this.mostRows = Math.min(mostRows, MOST_ROWS);
  }

  /** Completes once the write is durable, and fails like the store. */
  CompletionStage<Void> submit(T write, int rows) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(new Member<>(write, rows, done));
    }
    beginWaiting();
    return done;
  }

  private void beginWaiting() {
    for (List<Member<T>> group = next(); !group.isEmpty(); group = next()) {
      begin(group);
    }
  }

  private synchronized List<Member<T>> next() {
    List<Member<T>> group = new ArrayList<>();
    long rows = 0;
    while (rowsOnTheirWay < FEW_ROWS
        && !waiting.isEmpty()
        && (group.isEmpty() || rows + waiting.peek().rows() <= mostRows)) {
      Member<T> member = waiting.remove();
      group.add(member);
      rows += member.rows();
    }
    rowsOnTheirWay += rows;
    return group;
  }

  private void begin(List<Member<T>> group) {
    CompletionStage<Void> taken;
    try {
      taken = store.apply(group.stream().map(Member::write).toList());
    } catch (RuntimeException e) {
      taken = CompletableFuture.failedFuture(e);
    }
    var unused = taken.whenComplete((done, failure) -> end(group, failure));
  }

  private void end(List<Member<T>> group, @Nullable Throwable failure) {
    if (failure != null && group.size() > 1 && isRejection.test(failure)) {
      // One of them is refused: the others must not share its fate.
      group.forEach(member -> begin(List.of(member)));
      return;
    }
    synchronized (this) {
      group.forEach(member -> rowsOnTheirWay -= member.rows());
    }
    beginWaiting();
    group.forEach(
        member -> {
          if (failure == null) {
            member.done().complete(null);
          } else {
            member.done().completeExceptionally(failure);
          }
        });
  }
}
