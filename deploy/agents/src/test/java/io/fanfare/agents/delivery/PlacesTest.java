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
    places.end(PARTITION, 6);
    places.end(PARTITION, 7);
    assertThat(places.toCommit()).isEqualTo(at(5));
    places.end(PARTITION, 5);
    assertThat(places.toCommit()).isEqualTo(at(8));
    assertThat(places.toCommit()).isEmpty();
    places.end(PARTITION, 8);
    assertThat(places.toCommit()).isEqualTo(at(9));
    assertThat(places.open()).isZero();
  }

  @Test
  void nothingOfAPartitionThatIsGoneIsOpen() {
    places.begin(PARTITION, 5);
    assertThat(places.isOpen(PARTITION, 5)).isTrue();
    places.forget(List.of(PARTITION));
    assertThat(places.isOpen(PARTITION, 5)).isFalse();
    places.end(PARTITION, 5);
    assertThat(places.toCommit()).isEmpty();
  }

  private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
    return Map.of(PARTITION, new OffsetAndMetadata(offset));
  }
}
