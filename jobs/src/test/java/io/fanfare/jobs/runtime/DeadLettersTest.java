package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  /** What a topic takes by default. */
  private static final int MOST_OF_TOPIC = 1_000_000;

  @Test
  void aRecordIsKeptAsItIs() {
    LogRecord record = record(10, 100_000);
    DeadLetter letter = DeadLetters.of("stats", "It is wrong.", record);
    assertThat(letter.getRecord()).isEqualTo(record);
    assertThat(letter.getWholeBytes()).isNull();
  }

  @Test
  void aLetterAboutALargeRecordFitsItsTopic() {
    DeadLetter letter =
        DeadLetters.of("stats", "x".repeat(3_000_000), record(3_000_000, 3_000_000));
    assertThat(AvroCodec.of(DeadLetter.class).encode(letter)).hasSizeLessThan(MOST_OF_TOPIC / 2);
    assertThat(letter.getWholeBytes()).isEqualTo(6_000_000);
    assertThat(letter.getRecord())
        .extracting(LogRecord::getTopic, LogRecord::getPartition, LogRecord::getOffset)
        .containsExactly("events.plays", 3, 42L);
    assertThat(letter.getRecord().getValue().get(7)).isEqualTo((byte) 'a');
  }

  @Test
  void aLetterAboutALongHeaderFitsItsTopic() {
    LogRecord record = record(1, 1);
    record.setEvent("a".repeat(2_000_000));
    DeadLetter letter = DeadLetters.of("stats", "It is wrong.", record);
    assertThat(AvroCodec.of(DeadLetter.class).encode(letter)).hasSizeLessThan(1_000);
    assertThat(letter.getWholeBytes()).isEqualTo(2);
  }

  @Test
  void aRecordWithoutKeyAndValueIsKept() {
    LogRecord record = new LogRecord("models", 0, 1L, 0L, null, null, null);
    assertThat(DeadLetters.of("fan-out", "It is wrong.", record).getRecord()).isEqualTo(record);
  }

  private static LogRecord record(int keyBytes, int valueBytes) {
    return new LogRecord(
        "events.plays", 3, 42L, 0L, filled(keyBytes), filled(valueBytes), "create.Track");
  }

  private static ByteBuffer filled(int bytes) {
    byte[] filled = new byte[bytes];
    Arrays.fill(filled, (byte) 'a');
    return ByteBuffer.wrap(filled);
  }
}
