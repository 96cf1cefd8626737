package io.fanfare.purger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.purger.PendingPurges.Purge;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingPurgesTest {

  private final PendingPurges pending = new PendingPurges();

  @Test
  void aKeyThatWaitsIsPurgedOnceForAllItsChanges() throws Exception {
    pending.add(List.of("user-1"), 1, 100);
    pending.add(List.of("user-2", "user-1"), 2, 200);
    assertThat(pending.take())
        .containsExactly(new Purge("user-1", 1, 100), new Purge("user-2", 2, 200));
    pending.acknowledge();
    assertThat(pending.size()).isZero();
    assertThat(pending.acknowledgedUpTo()).isEqualTo(2);
  }

  @Test
  void aKeyThatChangesWhileItIsPurgedIsPurgedAgain() throws Exception {
    pending.add(List.of("user-1"), 1, 0);
    pending.take();
    pending.add(List.of("user-1"), 2, 0);
    assertThat(pending.acknowledgedUpTo()).isZero();
    pending.acknowledge();
    assertThat(pending.acknowledgedUpTo()).isEqualTo(1);
    assertThat(pending.take()).containsExactly(new Purge("user-1", 2, 0));
    pending.acknowledge();
    assertThat(pending.acknowledgedUpTo()).isEqualTo(2);
  }

  @Test
  void whatFailedComesFirstAgain() throws Exception {
    pending.add(List.of("user-1"), 1, 0);
    pending.take();
    pending.add(List.of("user-2", "user-1"), 2, 0);
    pending.fail();
    assertThat(pending.take())
        .containsExactly(new Purge("user-1", 1, 0), new Purge("user-2", 2, 0));
  }

  @Test
  void tooManyAreOnePurgeOfEverything() throws Exception {
    List<String> keys =
        IntStream.rangeClosed(0, PendingPurges.MOST).mapToObj(id -> "user-" + id).toList();
    pending.add(keys, 5, 0);
    pending.add(List.of("track-1"), 6, 0);
    assertThat(pending.take()).containsExactly(new Purge("all", 5, 0));
    assertThat(pending.acknowledgedUpTo()).isEqualTo(4);
    pending.acknowledge();
    assertThat(pending.acknowledgedUpTo()).isEqualTo(6);
  }

  @Test
  void everythingTakesThePlaceOfWhatWaits() throws Exception {
    pending.add(List.of("user-1"), 1, 0);
    pending.add(PurgeRule.ALL, 2, 0);
    assertThat(pending.take()).extracting(Purge::key).containsExactly("all");
    pending.add(List.of("user-1"), 3, 0);
    pending.fail();
    assertThat(pending.take()).extracting(Purge::key).containsExactly("all");
    pending.acknowledge();
    assertThat(pending.acknowledgedUpTo()).isEqualTo(3);
  }

  @Test
  void aRequestHasAsManyKeysAsItsLineHolds() throws Exception {
    List<String> keys = IntStream.range(0, 250).mapToObj(id -> "user-" + id).toList();
    pending.add(keys, 1, 0);
    int requests = 0;
    while (pending.size() > 0) {
      assertThat(pending.take()).hasSizeLessThanOrEqualTo(PendingPurges.AT_ONCE);
      pending.acknowledge();
      requests++;
    }
    assertThat(requests).isEqualTo(3);
  }
}
