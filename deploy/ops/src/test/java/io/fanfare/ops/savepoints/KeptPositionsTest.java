package io.fanfare.ops.savepoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KeptPositionsTest {

  private static final TopicPartition MODELS = new TopicPartition("models", 0);
  private static final TopicPartition LANE = new TopicPartition("dashboard.batch", 3);

  private final KeptPositions kept = new KeptPositions(Map.of(MODELS, 0L, LANE, 40L), 100);

  @Test
  void aPositionOfTheLastDaysIsKept() {
    assertThat(check(Map.of(MODELS, 100L, LANE, 40L)).isRestorable()).isTrue();
  }

  @Test
  void whatFollowsAnOldPositionMayBeCompacted() {
    assertThat(check(Map.of(MODELS, 99L)).problems())
        .containsExactly(
            "The savepoint continues at offset 99 of models-0, and what follows may be compacted up"
                + " to offset 100, of 7 days ago: take a newer savepoint, unless the job was still"
                + " reading an old log, or rebuild the view.");
  }

  @Test
  void whatFollowsAPositionMayBeDeleted() {
    assertThat(check(Map.of(LANE, 39L)).problems())
        .singleElement()
        .asString()
        .startsWith(
            "The savepoint continues at offset 39 of dashboard.batch-3, and this partition begins at"
                + " 40: ");
  }

  @Test
  void aJobThatHasReadNothingMissesNothing() {
    assertThat(check(Map.of(MODELS, -2L)).isRestorable()).isTrue();
  }

  private Savepoint check(Map<TopicPartition, Long> positions) {
    return kept.check(new Savepoint("s3://s", "fan-out", Instant.EPOCH, positions, List.of()));
  }
}
