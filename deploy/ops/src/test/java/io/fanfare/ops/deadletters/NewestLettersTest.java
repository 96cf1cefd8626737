package io.fanfare.ops.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.deadletters.LogRecord;
import java.time.Instant;
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

  private static Listed letter(long offset) {
    LogRecord record = new LogRecord("models", 0, offset, 0L, null, null, null);
    return new Listed(Instant.EPOCH, "fan-out", "A cause.", record, null);
  }
}
