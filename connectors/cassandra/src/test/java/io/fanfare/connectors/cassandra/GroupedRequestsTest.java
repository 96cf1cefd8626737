package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.cassandra.GroupedRequests.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupedRequestsTest {

  private static final String REFUSED = "refused";
  private static final int FEW_ROWS = 2_000;
  private static final int MOST_ROWS = 60_000;

  /** What the store has been asked for and not answered. */
  private final List<Asked> asked = new ArrayList<>();

  private final GroupedRequests<String> writes = grouped(Limits.ofRows(FEW_ROWS, MOST_ROWS));

  private record Asked(List<String> group, CompletableFuture<Void> answer) {}

  @Test
  void aWriteBeginsAtOnceWhileFewRowsAreOnTheirWay() {
    writes.submit("a", 10);
    writes.submit("b", 10);
    assertThat(groups()).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void whatComesMeanwhileIsOneGroup() {
    writes.submit("large", FEW_ROWS);
    CompletionStage<Void> b = writes.submit("b", 10);
    CompletionStage<Void> c = writes.submit("c", 10);
    assertThat(groups()).containsExactly(List.of("large"));
    asked.get(0).answer().complete(null);
    assertThat(groups()).containsExactly(List.of("large"), List.of("b", "c"));
    assertThat(b.toCompletableFuture()).isNotDone();
    asked.get(1).answer().complete(null);
    assertThat(b.toCompletableFuture()).isCompleted();
    assertThat(c.toCompletableFuture()).isCompleted();
  }

  @Test
  void aGroupHasNoMoreRowsThanItsLimit() {
    GroupedRequests<String> slow = grouped(Limits.ofRows(FEW_ROWS, 30));
    slow.submit("large", FEW_ROWS);
    List.of("b", "c", "d", "e").forEach(write -> slow.submit(write, 10));
    asked.get(0).answer().complete(null);
    assertThat(groups())
        .contains(List.of("b", "c", "d"))
        .doesNotContain(List.of("b", "c", "d", "e"));
  }

  @Test
  void aGroupIsBounded() {
    writes.submit("large", FEW_ROWS);
    writes.submit("b", MOST_ROWS - 1);
    writes.submit("c", 1);
    writes.submit("d", 2 * MOST_ROWS);
    asked.get(0).answer().complete(null);
    assertThat(groups()).endsWith(List.of("b", "c"));
    asked.get(1).answer().complete(null);
    assertThat(groups()).endsWith(List.of("d"));
  }

  @Test
  void fewGroupsAreOnTheirWayAtATime() {
    GroupedRequests<String> few = grouped(Limits.ofGroups(2, 3));
    List.of("a", "b", "c", "d", "e", "f", "g").forEach(write -> few.submit(write, 1));
    assertThat(groups()).containsExactly(List.of("a"), List.of("b"));
    asked.get(1).answer().complete(null);
    assertThat(groups()).endsWith(List.of("c", "d", "e")).hasSize(3);
    asked.get(0).answer().complete(null);
    assertThat(groups()).endsWith(List.of("f", "g")).hasSize(4);
  }

  @Test
  void aGroupWithOneThatIsRefusedLeavesTheRoomThatItTook() {
    GroupedRequests<String> few = grouped(Limits.ofGroups(1, 3));
    List.of("a", "good", "bad").forEach(write -> few.submit(write, 1));
    asked.get(0).answer().complete(null);
    asked.get(1).answer().completeExceptionally(new IllegalStateException(REFUSED));
    asked.get(2).answer().complete(null);
    few.submit("c", 1);
    assertThat(groups()).endsWith(List.of("good"), List.of("bad"));
    asked.get(3).answer().completeExceptionally(new IllegalStateException(REFUSED));
    few.submit("d", 1);
    assertThat(groups()).endsWith(List.of("bad"), List.of("c"));
  }

  @Test
  void oneThatTheStoreRefusesFailsAlone() {
    writes.submit("large", FEW_ROWS);
    CompletionStage<Void> good = writes.submit("good", 10);
    CompletionStage<Void> bad = writes.submit("bad", 10);
    asked.get(0).answer().complete(null);
    asked.get(1).answer().completeExceptionally(new IllegalStateException(REFUSED));
    assertThat(groups()).endsWith(List.of("good"), List.of("bad"));
    asked.get(2).answer().complete(null);
    asked.get(3).answer().completeExceptionally(new IllegalStateException(REFUSED));
    assertThat(good.toCompletableFuture()).isCompleted();
    assertThat(bad.toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void aFailureThatMayPassFailsTheWholeGroup() {
    writes.submit("large", FEW_ROWS);
    CompletionStage<Void> b = writes.submit("b", 10);
    CompletionStage<Void> c = writes.submit("c", 10);
    asked.get(0).answer().complete(null);
    asked.get(1).answer().completeExceptionally(new IllegalStateException("down"));
    assertThat(b.toCompletableFuture()).isCompletedExceptionally();
    assertThat(c.toCompletableFuture()).isCompletedExceptionally();
    assertThat(asked).hasSize(2);
  }

  /** Whatever the store does, each write ends as the store has answered it, and none is left. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void eachWriteEndsAsTheStoreAnsweredIt(long seed) {
    Random random = new Random(seed);
    Map<String, CompletableFuture<Void>> submitted = new HashMap<>();
    Set<String> durable = new HashSet<>();
    for (int i = 0; i < 2_000 || !asked.isEmpty(); i++) {
      if (i < 2_000 && random.nextBoolean()) {
        String write = (random.nextInt(20) == 0 ? "bad " : "good ") + i;
        CompletionStage<Void> ends = writes.submit(write, random.nextInt(3_000));
        submitted.put(write, ends.toCompletableFuture());
      } else if (!asked.isEmpty()) {
        answer(asked.remove(random.nextInt(asked.size())), durable);
      }
    }
    submitted.forEach(
        (write, ends) -> {
          assertThat(ends).as(write).isDone();
          assertThat(ends.isCompletedExceptionally()).as(write).isEqualTo(write.startsWith("bad"));
          assertThat(durable.contains(write)).as(write).isEqualTo(write.startsWith("good"));
        });
  }

  private static void answer(Asked group, Set<String> durable) {
    if (group.group().stream().anyMatch(write -> write.startsWith("bad"))) {
      group.answer().completeExceptionally(new IllegalStateException(REFUSED));
    } else {
      durable.addAll(group.group());
      group.answer().complete(null);
    }
  }

  private GroupedRequests<String> grouped(Limits limits) {
    return new GroupedRequests<>(
        this::store, failure -> REFUSED.equals(failure.getMessage()), limits);
  }

  private Stream<List<String>> groups() {
    return asked.stream().map(Asked::group);
  }

  private CompletionStage<Void> store(List<String> group) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    asked.add(new Asked(group, answer));
    return answer;
  }
}
