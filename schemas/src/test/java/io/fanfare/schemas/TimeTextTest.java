package io.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20 12:03:00,               2026-11-20T12:03:00Z",
    "2026-11-20 12:03:00.25,            2026-11-20T12:03:00.250Z",
    "2026-11-20 12:03:00 UTC,           2026-11-20T12:03:00Z",
    "2026-11-20 12:03:00 +0100,         2026-11-20T11:03:00Z",
    "2026/11/20 12:03:00 +0000,         2026-11-20T12:03:00Z",
    "2026/11/20 12:03:00  0000,         2026-11-20T12:03:00Z",
    "2026-11-20T12:03:00Z,              2026-11-20T12:03:00Z",
    "2026-11-20t12:03:00z,              2026-11-20T12:03:00Z",
    "2026-11-20T12:03Z,                 2026-11-20T12:03:00Z",
    "2026-11-20 12:03:00+00,            2026-11-20T12:03:00Z",
    "2026-11-20 12:03:00-01,            2026-11-20T13:03:00Z",
    "2026-11-20T12:03:00.123456-05:30,  2026-11-20T17:33:00.123456Z",
    "2026-11-20T12:03:00 01:00,         2026-11-20T11:03:00Z"
  })
  void readsTheFormsOfClientsAndFiles(String text, Instant time) {
    assertThat(TimeText.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-20",
        "2026-11-20 12:03",
        "2026-11-20T12:03:00",
        "2026/11/20 12:03:00",
        "2026-11/20 12:03:00",
        "2026-02-30 12:03:00",
        "2026-11-20 24:00:00",
        "2026-11-20T12:03:00+19:00",
        "2026-11-20T12:03:00Zx",
        "٢٠٢٦-11-20 12:03:00"
      })
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> TimeText.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
