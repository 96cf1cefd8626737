package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedReadsTest {

  private record Asked(Set<Integer> keys, CompletableFuture<Map<Integer, String>> answer) {}

  private final List<Asked> asked = new ArrayList<>();
  private final GroupedReads<Integer, String> reads = new GroupedReads<>(this::read, "nothing");

  @Test
  void aReadThatComesAloneBeginsAtOnce() {
    CompletionStage<String> read = reads.get(7);
    answer(0, Map.of(7, "seven"));
    assertThat(read.toCompletableFuture()).isCompletedWithValue("seven");
  }

  @Test
  void aKeyWithoutARowIsNothing() {
    CompletionStage<String> read = reads.get(7);
    answer(0, Map.of());
    assertThat(read.toCompletableFuture()).isCompletedWithValue("nothing");
  }

  @Test
  void manyReadsAreFewStatements() {
    List<CompletableFuture<String>> found =
        IntStream.range(0, 250).mapToObj(key -> reads.get(key).toCompletableFuture()).toList();
    for (int statement = 0; statement < asked.size(); statement++) {
      answer(
          statement,
          asked.get(statement).keys().stream()
              .collect(Collectors.toMap(key -> key, String::valueOf)));
    }
    assertThat(asked).hasSizeLessThan(20);
    assertThat(found.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 250).mapToObj(String::valueOf).toList());
  }

  @Test
  void thoseWhoAskForTheSameKeyGetTheSame() {
    IntStream.range(0, 4).forEach(reads::get);
    List<CompletableFuture<String>> same =
        List.of(reads.get(9).toCompletableFuture(), reads.get(9).toCompletableFuture());
    answer(0, Map.of());
    answer(4, Map.of(9, "nine"));
    assertThat(same).allMatch(found -> found.join().equals("nine"));
  }

  @Test
  void aFailureFailsItsGroupAlone() {
    CompletionStage<String> fails = reads.get(1);
    CompletionStage<String> succeeds = reads.get(2);
    asked.get(0).answer().completeExceptionally(new IllegalStateException("down"));
    answer(1, Map.of(2, "two"));
    assertThatThrownBy(() -> fails.toCompletableFuture().join()).hasMessageContaining("down");
    assertThat(succeeds.toCompletableFuture()).isCompletedWithValue("two");
  }

  @Test
  void aPartitionWithTooFewReplicasFailsAlone() {
    IntStream.range(0, 4).forEach(reads::get);
    CompletionStage<String> readable = reads.get(8);
    CompletionStage<String> unreadable = reads.get(9);
    answer(0, Map.of());
    asked
        .get(4)
        .answer()
        .completeExceptionally(new UnavailableException(null, ConsistencyLevel.LOCAL_QUORUM, 2, 1));
    assertThat(asked.subList(5, 7)).extracting(Asked::keys).containsExactly(Set.of(8), Set.of(9));
    answer(5, Map.of(8, "eight"));
    asked.get(6).answer().completeExceptionally(new IllegalStateException("down"));
    assertThat(readable.toCompletableFuture()).isCompletedWithValue("eight");
    assertThat(unreadable.toCompletableFuture()).isCompletedExceptionally();
  }

  private void answer(int statement, Map<Integer, String> rows) {
    asked.get(statement).answer().complete(rows);
  }

  private CompletionStage<Map<Integer, String>> read(Set<Integer> keys) {
    CompletableFuture<Map<Integer, String>> answer = new CompletableFuture<>();
    asked.add(new Asked(keys, answer));
    return answer;
  }
}
