package io.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 1580661436132757507L, Long.MAX_VALUE, Long.MIN_VALUE})
  void readsAnyNumberOf64Bits(long id) {
    assertThat(Ids.parse(Long.toString(id))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "+1", "01", "-0", "1.0", " 1", "٣", "9223372036854775808", "1e3"})
  void refusesOtherTexts(String text) {
    assertThat(Ids.parse(text)).isNull();
  }
}
