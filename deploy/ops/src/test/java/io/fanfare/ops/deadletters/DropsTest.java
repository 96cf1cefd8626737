package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.deadletters.LogRecord;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DropsTest {

  private static final byte[] DROP = "drop".getBytes(UTF_8);

  @Test
  void dropsWhatStandsBeforeItAndNotWhatIsPutAsideAgain() {
    Drops drops = new Drops();
    ConsumerRecord<byte[], byte[]> drop = record(20, letter(3, 42).origin().getBytes(UTF_8), DROP);
    assertThat(Drops.isDrop(drop)).isTrue();
    drops.add(drop);
    assertThat(drops.contains(letter(3, 42))).isTrue();
    assertThat(drops.contains(letter(19, 42))).isTrue();
    assertThat(drops.contains(letter(21, 42))).isFalse();
    assertThat(drops.contains(letter(3, 43))).isFalse();
  }

  @Test
  void otherRecordsAreNoDrops() {
    assertThat(Drops.isDrop(record(1, new byte[] {1}, null))).isFalse();
    assertThat(Drops.isDrop(record(1, null, DROP))).isFalse();
    assertThat(Drops.isDrop(record(1, new byte[] {1}, "marker".getBytes(UTF_8)))).isFalse();
    assertThat(Drops.isDrop(new ConsumerRecord<>("deadletters", 0, 1, new byte[0], null)))
        .isFalse();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, byte @Nullable [] key, byte @Nullable [] event) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("deadletters", 0, offset, key, null);
    record.headers().add("event", event);
    return record;
  }

  private static Listed letter(long id, long offset) {
    LogRecord record = new LogRecord("models", 0, offset, 0L, null, null, null);
    return new Listed(id, Instant.EPOCH, "fan-out", "A cause.", record, null);
  }
}
