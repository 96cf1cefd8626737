package io.fanfare.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueListTest {

  private static final int MOST = 10;

  @Test
  void commasSeparateValuesExceptInQuotes() {
    assertThat(read("Techno,Deep House")).containsExactly("Techno", "Deep House");
    assertThat(read("\"Folk, World, & Country\", Techno"))
        .containsExactly("Folk, World, & Country", "Techno");
    assertThat(read("\"12\"\" mixes, live\"")).containsExactly("12\" mixes, live");
  }

  @Test
  void quotesThatAreNeverClosedAreText() {
    assertThat(read("\"a,b")).containsExactly("\"a", "b");
    assertThat(read("a \"b, c\"")).containsExactly("a \"b", "c\"");
  }

  @Test
  void readsAsManyAsAreWanted() {
    assertThat(ValueList.read("a,".repeat(1_000_000), MOST)).hasSize(MOST);
    assertThat(ValueList.read(", ,".repeat(1_000) + "a,\" \",b", MOST)).containsExactly("a", "b");
  }

  private static List<String> read(String list) {
    return ValueList.read(list, MOST);
  }
}
