package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnloggedBatchesTest {

  private static final int KIB = 1_024;

  /** The sizes of what the store has taken, in rows. */
  private final List<Integer> taken = Collections.synchronizedList(new ArrayList<>());

  private int mostRows = Integer.MAX_VALUE;
  private final UnloggedBatches batches = new UnloggedBatches(this::store, null, Pace.UNBOUNDED);

  /** What a slow store has been asked for. */
  private final List<CompletableFuture<Void>> onTheirWay = new ArrayList<>();

  private final UnloggedBatches slow =
      new UnloggedBatches(
          statement -> {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            onTheirWay.add(answer);
            return answer;
          },
          null,
          Pace.UNBOUNDED);

  /** The batches that wait for the pace, in rows. */
  private final List<Integer> paced = new ArrayList<>();

  private final CompletableFuture<Void> paceAllows = new CompletableFuture<>();

  private final UnloggedBatches bounded =
      new UnloggedBatches(
          this::store,
          null,
          new Pace() {
            @Override
            public CompletionStage<Void> acquire(int rows) {
              paced.add(rows);
              return paceAllows;
            }

            @Override
            public int rowsPerSecond() {
              return 100;
            }
          });

  @Test
  void eachBatchWaitsForThePace() {
    CompletionStage<Void> written = bounded.execute(rows(70, 10));
    assertThat(paced).containsExactly(50, 20);
    assertThat(taken).isEmpty();
    paceAllows.complete(null);
    assertThat(taken).containsExactlyInAnyOrder(50, 20);
    assertThat(written.toCompletableFuture()).isCompleted();
  }

  @Test
  void aBatchHasFiftyRowsAtMost() {
    write(120, 10);
    assertThat(taken).containsExactlyInAnyOrder(50, 50, 20);
  }

  @Test
  void aBatchIsLessThanWhatANodeTakesByDefault() {
    write(10, 10 * KIB);
    assertThat(taken).containsExactlyInAnyOrder(3, 3, 3, 1);
  }

  @Test
  void aRowThatIsLargerIsWrittenAlone() {
    write(3, 100 * KIB);
    assertThat(taken).containsExactly(1, 1, 1);
  }

  @Test
  void aBatchIsSplitUntilTheNodeTakesIt() {
    mostRows = 7;
    write(50, 10);
    assertThat(taken).allMatch(rows -> rows <= 7);
    assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
  }

  @Test
  void aRowThatTheNodeRefusesFails() {
    mostRows = 0;
    assertThatThrownBy(() -> write(5, 10))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("Batch too large");
  }

  @Test
  void aBoundedNumberOfBatchesIsOnItsWayAtOnce() {
    CompletableFuture<Void> written = slow.execute(rows(2_000, 10)).toCompletableFuture();
    assertThat(onTheirWay).hasSize(16);
    onTheirWay.get(3).complete(null);
    assertThat(onTheirWay).hasSize(17);
    for (int i = 0; i < onTheirWay.size(); i++) {
      assertThat(written).isNotDone();
      onTheirWay.get(i).complete(null);
    }
    assertThat(onTheirWay).hasSize(40);
    assertThat(written).isCompleted();
  }

  @Test
  void aRowThatCannotBeMadeFailsTheCallWheneverItIsMade() {
    Iterator<BatchableStatement<?>> rows =
        IntStream.range(0, 2_000)
            .<BatchableStatement<?>>mapToObj(
                i -> {
                  if (i == 1_900) {
                    throw new IllegalArgumentException("no such row");
                  }
                  return row(10);
                })
            .iterator();
    CompletableFuture<Void> written = slow.execute(List.of(), rows).toCompletableFuture();
    for (int i = 0; i < onTheirWay.size(); i++) {
      onTheirWay.get(i).complete(null);
    }
    assertThat(written).isCompletedExceptionally();
  }

  private void write(int rows, int bytes) {
    batches.execute(rows(rows, bytes)).toCompletableFuture().join();
  }

  private static List<BatchableStatement<?>> rows(int rows, int bytes) {
    return IntStream.range(0, rows).<BatchableStatement<?>>mapToObj(i -> row(bytes)).toList();
  }

  private CompletionStage<?> store(Statement<?> statement) {
    int rows = statement instanceof BatchStatement batch ? batch.size() : 1;
    if (rows > mostRows) {
      return CompletableFuture.failedFuture(new InvalidQueryException(null, "Batch too large"));
    }
    taken.add(rows);
    return CompletableFuture.completedFuture(null);
  }

  private static BoundStatement row(int bytes) {
    return (BoundStatement)
        Proxy.newProxyInstance(
            UnloggedBatchesTest.class.getClassLoader(),
            new Class<?>[] {BoundStatement.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getValues" -> List.of(ByteBuffer.allocate(bytes));
                  case "getKeyspace" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
