package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingWritesTest {

  private final PendingWrites<Object> pending = new PendingWrites<>();

  @Test
  void areWaitedForUntilAllThatHadBegunHaveEnded() {
    pending.begin("a");
    pending.begin("b");
    CompletableFuture<Void> marker = pending.allBegun();
    pending.begin("c");
    pending.end("b");
    assertThat(marker).isNotDone();
    pending.end("a");
    assertThat(marker).isCompleted();
    assertThat(pending.allBegun()).isNotDone();
    pending.end("c");
    assertThat(pending.allBegun()).isCompleted();
  }

  @Test
  void thatFailAndAreTriedAgainArePendingAllTheWhile() {
    pending.begin("a");
    CompletableFuture<Void> marker = pending.allBegun();
    pending.begin("a");
    assertThat(marker).isNotDone();
    pending.end("a");
    assertThat(marker).isCompleted();
  }

  @Test
  void areToldApartAlsoWhenTheySayTheSame() {
    Object one = new String("same");
    Object other = new String("same");
    pending.begin(one);
    pending.begin(other);
    CompletableFuture<Void> marker = pending.allBegun();
    pending.end(one);
    assertThat(marker).isNotDone();
    pending.end(other);
    assertThat(marker).isCompleted();
  }
}
