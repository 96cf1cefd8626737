package io.fanfare.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.search.SearchIndex.SearchPosition;
import java.util.Base64;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;

class SearchCursorsProperties {

  private static final String SEARCH = "/tracks?q=a";

  private final SearchCursors cursors = new SearchCursors(key("A"));

  @Property
  void decodesThePositionThatItEncoded(
      @ForAll @AlphaChars @NumericChars String point, @ForAll @NumericChars String sort) {
    SearchPosition position = new SearchPosition(point, "[" + sort + "]");
    String cursor = cursors.encode(position, SEARCH);

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(cursors.decode(cursor, SEARCH)).isEqualTo(position);
  }

  @Property
  void rejectsAnyChangedByte(
      @ForAll @IntRange(max = 200) int place, @ForAll @IntRange(min = 1, max = 255) int change) {
    String cursor = cursors.encode(new SearchPosition("point", "[1.0,2,3]"), SEARCH);
    byte[] bytes = Base64.getUrlDecoder().decode(cursor);
    bytes[place % bytes.length] ^= (byte) change;

    assertRejected(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), SEARCH);
  }

  @Property
  void rejectsAnotherSearchAnotherKeyAndAnyText(@ForAll String text) {
    Assume.that(!text.equals(SEARCH));
    String cursor = cursors.encode(new SearchPosition("point", "[1.0,2,3]"), SEARCH);

    assertRejected(cursor, text);
    assertRejected(text, SEARCH);
    assertThatThrownBy(() -> new SearchCursors(key("B")).decode(cursor, SEARCH))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400);
  }

  private void assertRejected(String cursor, String search) {
    assertThatThrownBy(() -> cursors.decode(cursor, search))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400)
        .hasMessageStartingWith("The cursor does not belong to this search");
  }

  private static TokenKey key(String letter) {
    return TokenKey.parse(letter.repeat(43));
  }
}
