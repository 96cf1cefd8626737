package io.fanfare.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadUntilTest {

  private static final Duration MOST = Duration.ofSeconds(2);
  private static final TopicPartition FIRST = new TopicPartition("models", 0);
  private static final TopicPartition SECOND = new TopicPartition("models", 1);

  private final ReadUntil readUntil = new ReadUntil();

  @Test
  void ageBeginsWhereReadingBegins() {
    readUntil.begin(seconds(10));
    assertThat(readUntil.isWithin(MOST, seconds(12))).isTrue();
    assertThat(readUntil.isWithin(MOST, seconds(12) + 1)).isFalse();
  }

  @Test
  void whatTheBrokerHadIsReadWhenEveryPartitionHasReachedIt() {
    readUntil.begin(seconds(0));
    readUntil.end(Map.of(FIRST, 5L, SECOND, 7L), seconds(10));
    readUntil.read(partition -> 5);
    assertThat(readUntil.isWithin(MOST, seconds(11))).isFalse();
    readUntil.read(partition -> partition.equals(FIRST) ? 100 : 7);
    assertThat(readUntil.isWithin(MOST, seconds(11))).isTrue();
    // Not the moment at which it was read: more may have come since.
    assertThat(readUntil.isWithin(MOST, seconds(12) + 1)).isFalse();
  }

  @Test
  void aBrokerThatReportsNoEndMakesItOld() {
    readUntil.begin(seconds(0));
    for (int second = 1; second < 10; second++) {
      readUntil.read(partition -> 5);
    }
    assertThat(readUntil.isWithin(MOST, seconds(10))).isFalse();
  }

  private static long seconds(long count) {
    return Duration.ofSeconds(count).toNanos();
  }
}
