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
 * Decides which requests go to the store together. While it has little to do, a request begins at
 * once. Otherwise it waits, and what has come meanwhile is one group. So nothing is delayed for the
 * sake of a group, and the larger the backlog, the larger the groups. Thread-safe.
 *
 * @param <T> a request
 */
final class GroupedRequests<T> {

  private final Function<List<T>, CompletionStage<Void>> store;
  private final Predicate<Throwable> isOfOne;
  private final Limits limits;
  private final Deque<Member<T>> waiting = new ArrayDeque<>();
  private long rowsOnTheirWay;
  private int groupsOnTheirWay;

  private record Member<T>(T request, int rows, CompletableFuture<Void> done) {}

  /**
   * @param fewRows while fewer are on their way, a group begins
   * @param fewGroups likewise
   * @param mostRows of a group, unless one request has more
   */
  record Limits(long fewRows, int fewGroups, long mostRows) {

    static Limits ofRows(long fewRows, long mostRows) {
      return new Limits(fewRows, Integer.MAX_VALUE, mostRows);
    }

    static Limits ofGroups(int fewGroups, long mostRows) {
      return new Limits(Long.MAX_VALUE, fewGroups, mostRows);
    }
  }

  /**
   * @param store executes a group; a failure may leave some of it done
   * @param isOfOne whether a failure is that of one request, so that its group is not to blame
   */
  GroupedRequests(
      Function<List<T>, CompletionStage<Void>> store, Predicate<Throwable> isOfOne, Limits limits) {
    this.store = store;
    this.isOfOne = isOfOne;
    this.limits = limits;
  }

  /** Completes once the store has done it, and fails like the store. */
  CompletionStage<Void> submit(T request, int rows) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(new Member<>(request, rows, done));
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
    while (rowsOnTheirWay < limits.fewRows()
        && groupsOnTheirWay < limits.fewGroups()
        && !waiting.isEmpty()
        && (group.isEmpty() || rows + waiting.peek().rows() <= limits.mostRows())) {
      Member<T> member = waiting.remove();
      group.add(member);
      rows += member.rows();
    }
    rowsOnTheirWay += rows;
    groupsOnTheirWay += group.isEmpty() ? 0 : 1;
    return group;
  }

  private void begin(List<Member<T>> group) {
    CompletionStage<Void> taken;
    try {
      taken = store.apply(group.stream().map(Member::request).toList());
    } catch (RuntimeException e) {
      taken = CompletableFuture.failedFuture(e);
    }
    var unused = taken.whenComplete((done, failure) -> end(group, failure));
  }

  private void end(List<Member<T>> group, @Nullable Throwable failure) {
    if (failure != null && group.size() > 1 && isOfOne.test(failure)) {
      // One of them fails: the others must not share its fate.
      synchronized (this) {
        groupsOnTheirWay += group.size() - 1;
      }
      group.forEach(member -> begin(List.of(member)));
      return;
    }
    synchronized (this) {
      group.forEach(member -> rowsOnTheirWay -= member.rows());
      groupsOnTheirWay--;
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
