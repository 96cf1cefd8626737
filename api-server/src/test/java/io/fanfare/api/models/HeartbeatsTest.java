package io.fanfare.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

  private long nanoTime = Long.MAX_VALUE - 5;
  private final Heartbeats heartbeats = new Heartbeats(Duration.ofSeconds(1), () -> nanoTime);

  @Test
  void comeForTheIntervalAndTwoSecondsAfterOneHasCome() {
    assertThat(heartbeats.come()).isFalse();
    read();
    nanoTime += Duration.ofSeconds(3).toNanos();
    assertThat(heartbeats.come()).isTrue();
    nanoTime++;
    assertThat(heartbeats.come()).isFalse();
    read();
    assertThat(heartbeats.come()).isTrue();
  }

  @Test
  void thoseBeforeAGapDoNotCount() {
    read();
    heartbeats.begin(Map.of());
    assertThat(heartbeats.come()).isFalse();
  }

  private void read() {
    heartbeats.read(new ConsumerRecord<>("heartbeats", 0, 0, new byte[0], new byte[0]));
  }
}
