package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.deadletters.LogRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestLettersTest {

  @Test
  void keepsTheNewestAndCountsAll() {
    NewestLetters letters = new NewestLetters(2);
    for (long offset = 1; offset <= 5; offset++) {
      letters.add(letter(offset));
    }
    assertThat(letters.total()).isEqualTo(5);
    assertThat(letters.list()).containsExactly(letter(4), letter(5));
  }

  @Test
  void aRepeatedLetterMovesToItsNewestPlace() {
    NewestLetters letters = new NewestLetters(2);
    for (long offset : new long[] {1, 2, 3, 2, 1}) {
      letters.add(letter(offset));
    }
    assertThat(letters.total()).isEqualTo(3);
    assertThat(letters.list()).containsExactly(letter(2), letter(1));
  }

  @Test
  void rejectedRowsOfDifferentKeysAreDifferentLetters() {
    NewestLetters letters = new NewestLetters(9);
    for (String key : List.of("tracks/1", "tracks/2", "tracks/1")) {
      LogRecord cells =
          new LogRecord("stats", 0, 0L, 0L, ByteBuffer.wrap(key.getBytes(UTF_8)), null, null);
      letters.add(new Listed(0, Instant.EPOCH, "stats", "A cause.", cells, null));
    }
    assertThat(letters.total()).isEqualTo(2);
  }

  private static Listed letter(long offset) {
    LogRecord record = new LogRecord("models", 0, offset, 0L, null, null, null);
    return new Listed(offset, Instant.EPOCH, "fan-out", "A cause.", record, null);
  }
}
