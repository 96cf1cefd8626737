package io.fanfare.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TagListTest {

  @Test
  void splitsAtWhiteSpaceOutsideQuotes() {
    assertThat(TagList.tags("house \"drum and bass\"  deep\ttech"))
        .containsExactly("house", "drum and bass", "deep", "tech");
  }

  @Test
  void skipsEmptyTagsAndLoneQuotes() {
    assertThat(TagList.tags("")).isEmpty();
    assertThat(TagList.tags("\"\" \" \" a")).containsExactly("a");
    assertThat(TagList.tags("12\" vinyl")).containsExactly("12", "vinyl");
  }
}
