package io.fanfare.agents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final Places places = new Places();

  @Test
  void commitsUpToTheFirstThatIsNotDone() {
    for (long offset = 5; offset < 9; offset++) {
      places.begin(PARTITION, offset);
    }
    end(6);
    end(7);
    assertThat(places.toCommit()).isEqualTo(at(5));
    end(5);
    assertThat(places.toCommit()).isEqualTo(at(8));
    assertThat(places.toCommit()).isEmpty();
    end(8);
    assertThat(places.toCommit()).isEqualTo(at(9));
    assertThat(places.open()).isZero();
  }

  @Test
  void aCommitThatFailedIsRepeated() {
    places.begin(PARTITION, 5);
    assertThat(places.toCommit()).isEqualTo(at(5));
    places.uncommitted();
    assertThat(places.toCommit()).isEqualTo(at(5));
  }

  @Test
  void whatWasReadBeforeAPartitionCameBackIsNotDoneTwice() {
    Ticket before = ticket(places.begin(PARTITION, 5));
    places.forget(List.of(PARTITION));
    Ticket after = ticket(places.begin(PARTITION, 5));
    assertThat(places.isOpen(before)).isFalse();
    assertThat(places.isOpen(after)).isTrue();
    places.end(before);
    assertThat(places.isOpen(after)).isTrue();
  }

  private void end(long offset) {
    places.end(PARTITION, offset, 0);
  }

  private static Ticket ticket(int generation) {
    return Ticket.first(PARTITION, 5, generation, null);
  }

  private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
    return Map.of(PARTITION, new OffsetAndMetadata(offset));
  }
}
