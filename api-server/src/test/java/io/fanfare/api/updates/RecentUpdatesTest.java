package io.fanfare.api.updates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentUpdatesTest {

  private final RecentUpdates recent = new RecentUpdates(8);

  @Test
  void returnsTheEventsOfOneRecipientBetweenTwoPositions() {
    recent.begin(Map.of(0, 100L, 1, 0L));
    add(0, 100, 7);
    add(0, 101, 8);
    add(0, 105, 7);
    add(1, 0, 7);

    assertThat(since(0, 100, 200)).containsExactly(100L, 105L);
    assertThat(since(0, 101, 200)).containsExactly(105L);
    assertThat(since(0, 100, 105)).containsExactly(100L);
    assertThat(since(0, 106, 106)).isEmpty();
  }

  @Test
  void knowsWhatItHasForgotten() {
    recent.begin(Map.of(0, 100L, 1, 0L));
    assertThat(since(0, 99, 100)).isNull();
    assertThat(since(0, 100, 100)).isEmpty();
    assertThat(since(2, 100, 100)).isNull();
    for (int i = 0; i < 10; i++) {
      add(0, 100 + 2 * i, 7);
    }
    // Four of each partition are left.
    assertThat(since(0, 110, 200)).isNull();
    assertThat(since(0, 111, 200)).containsExactly(112L, 114L, 116L, 118L);
  }

  @Test
  void beginsAgain() {
    recent.begin(Map.of(0, 100L));
    add(0, 100, 7);
    recent.begin(Map.of(0, 300L));

    assertThat(since(0, 100, 300)).isNull();
    add(0, 300, 7);
    assertThat(since(0, 300, 400)).containsExactly(300L);
  }

  private void add(int partition, long offset, long recipient) {
    byte[] key = Long.toString(recipient).getBytes(UTF_8);
    recent.add(
        recipient,
        new ConsumerRecord<>(Topics.DASHBOARD_UPDATES, partition, offset, key, new byte[1]));
  }

  private @Nullable List<Long> since(int partition, long from, long end) {
    List<RecentUpdates.Recent> found =
        recent.since(new Position(partition, from), new Position(partition, end), 7);
    return found == null ? null : found.stream().map(RecentUpdates.Recent::offset).toList();
  }
}
