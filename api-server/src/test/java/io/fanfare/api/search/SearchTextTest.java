package io.fanfare.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.errors.ApiException;
import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  void cutsBetweenWordsIfTheyAreShort() {
    assertThat(SearchText.cut("word ".repeat(50))).isEqualTo("word ".repeat(40).strip());
    assertThat(SearchText.cut("a".repeat(198) + " bcd")).isEqualTo("a".repeat(198));
    assertThat(SearchText.cut("DJ " + "日".repeat(240))).isEqualTo("DJ " + "日".repeat(197));
    assertThat(SearchText.cut("a".repeat(200) + " b")).isEqualTo("a".repeat(200));
    assertThat(SearchText.cut("short")).isEqualTo("short");
  }

  @Test
  void replacesWhatIsNotTextBySingleSpaces() {
    assertThat(SearchText.of(" a\u0000\u0007 \t b\u3000c\u00a0\r\n\ud800d\udc00 ", "q"))
        .isEqualTo("a b c d");
    assertThat(SearchText.of("\u0000\n", "q")).isEmpty();
  }

  @Test
  void dropsMarksOfDirectionAndKeepsWhatLettersNeed() {
    assertThat(SearchText.of("\ufeff\u202eabc\u202c\u200f", "q")).isEqualTo("abc");
    assertThat(SearchText.of("👩\u200d🎤 می\u200cخواهم", "q"))
        .isEqualTo("👩\u200d🎤 می\u200cخواهم");
  }

  @Test
  void composesLettersAndTheirAccents() {
    assertThat(SearchText.of("Beyonce\u0301", "q")).isEqualTo("Beyoncé");
  }

  @Test
  void countsComposedCharacters() {
    assertThat(SearchText.of("🎺".repeat(200), "q")).hasSize(400);
    assertThatThrownBy(() -> SearchText.of("a".repeat(201), "q"))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400)
        .hasMessage("The parameter q is longer than 200 characters.");
  }

  @Test
  void acceptsItsOwnResults() {
    assertThat(SearchText.of("e\u0301".repeat(200), "q")).isEqualTo("é".repeat(200));
    String letter = "\ufb2a";
    String longest = SearchText.of(letter.repeat(100), "q");
    assertThat(SearchText.of(longest, "q")).isEqualTo(longest).hasSize(200);
    assertThatThrownBy(() -> SearchText.of(letter.repeat(101), "q"))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400);
  }
}
