package io.fanfare.agents.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PlainTextProperties {

  @Property
  void aCutTextFitsAndIsABeginning(@ForAll String raw, @ForAll @IntRange(max = 60) int bytes) {
    String text = PlainText.line(raw, "x");
    String cut = PlainText.cut(text, bytes);

    assertThat(cut.getBytes(UTF_8).length).isLessThanOrEqualTo(bytes);
    if (text.getBytes(UTF_8).length <= bytes) {
      assertThat(cut).isEqualTo(text);
    } else if (bytes >= 3) {
      assertThat(cut).endsWith("…");
      assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
    }
    // No half of a surrogate pair: the text survives its encoding.
    assertThat(new String(cut.getBytes(UTF_8), UTF_8)).isEqualTo(cut);
  }

  @Property
  void aLineHasNoControlCharacters(@ForAll String raw) {
    String line = PlainText.line(raw, "x");
    assertThat(line).isNotBlank();
    assertThat(line.codePoints()).noneMatch(Character::isISOControl);
  }
}
