package io.fanfare.workloads.bench.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.FollowGraph.Edge;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.source.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChurnTest {

  private static final int OPERATIONS = 20_000;

  /** Users 101 to 120 follow each other in a ring, in both directions. */
  private static final FollowGraph RING =
      FollowGraph.ofEdges(
          LongStream.range(0, 20)
              .boxed()
              .flatMap(
                  user ->
                      List.of(
                          new Edge(101 + user, 101 + (user + 1) % 20),
                          new Edge(101 + (user + 1) % 20, 101 + user))
                          .stream())
              .toList());

  private static final int CHURNING = 18;

  private final Churn churn = new Churn(new Posts(RING, 7), CHURNING, 7);
  private final List<Operation> operations =
      IntStream.range(0, OPERATIONS).mapToObj(i -> churn.next()).toList();

  @Test
  void oneInTenOperationsRevertsAnother() {
    Map<String, Double> due =
        Map.of(
            "follow", 0.45,
            "unfollow", 0.03,
            "block", 0.02,
            "post", 0.25,
            "repost", 0.20,
            "delete", 0.03,
            "privacy", 0.02);
    assertThat(churn.made().keySet()).isEqualTo(due.keySet());
    due.forEach(
        (kind, share) ->
            assertThat(churn.made().get(kind) / (double) OPERATIONS)
                .as(kind)
                .isCloseTo(share, within(0.01)));
    assertThat(churn.made().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(OPERATIONS);
  }

  /** Who does not know whether it was done does it again: a key must not be in the way. */
  @Test
  void everyOperationIsIdempotent() {
    assertThat(operations)
        .allMatch(
            operation ->
                operation.sql().matches("INSERT INTO .* ON DUPLICATE KEY UPDATE (\\w+) = \\1")
                    || operation
                        .sql()
                        .matches("DELETE FROM \\w+ WHERE \\w+ = \\?( AND \\w+ = \\?)?")
                    || operation
                        .sql()
                        .equals("UPDATE tracks SET sharing = ?, updated_at = ? WHERE id = ?"));
  }

  @Test
  void everyValueIsBound() {
    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThat(operation.sql().chars().filter(c -> c == '?').count())
                    .isEqualTo(operation.values().size()));
  }

  @Test
  void onlyUsersOfTheGraphActAndArtistsOfTheTrickleAreNotChanged() {
    Set<Long> users = RING.users().boxed().collect(Collectors.toSet());
    Set<Long> artists =
        IntStream.range(0, CHURNING).mapToObj(RING::artistId).collect(Collectors.toSet());
    for (Operation operation : operations) {
      if (operation.sql().contains(" follows ")) {
        assertThat(users).contains((Long) operation.values().get(0));
        assertThat(artists).contains((Long) operation.values().get(1));
      }
    }
  }

  @Test
  void onlyExistingRowsAreReverted() {
    assertThat(
            operations.stream()
                .filter(operation -> operation.sql().startsWith("DELETE FROM follows"))
                .map(operation -> Math.abs(id(operation, 0) - id(operation, 1))))
        .isNotEmpty()
        .allMatch(distance -> distance == 1 || distance == 19);
  }

  private static long id(Operation operation, int place) {
    return (Long) operation.values().get(place);
  }
}
