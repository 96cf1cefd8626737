package io.fanfare.api.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.updates.Position;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CursorsProperties {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/% .";

  private final Cursors cursors = new Cursors(key("A"));

  @Property
  void decodesWhatItEncoded(
      @ForAll("cursors") FeedCursor where, @ForAll long userId, @ForAll FeedKinds feed) {
    String cursor = cursors.encode(where, userId, feed);

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(cursors.decode(cursor, userId, feed)).isEqualTo(where);
  }

  @Property
  void rejectsEveryOtherText(
      @ForAll("cursors") FeedCursor where,
      @ForAll @IntRange(max = 200) int place,
      @ForAll @IntRange(max = 70) int letter) {
    String cursor = cursors.encode(where, 1, FeedKinds.ALL);
    StringBuilder other = new StringBuilder(cursor);
    other.setCharAt(place % cursor.length(), ALPHABET.charAt(letter % ALPHABET.length()));
    Assume.that(!other.toString().equals(cursor));

    assertRejected(other.toString(), 1, FeedKinds.ALL);
    assertRejected(cursor.substring(0, place % cursor.length()), 1, FeedKinds.ALL);
    assertRejected(cursor + ALPHABET.charAt(letter % ALPHABET.length()), 1, FeedKinds.ALL);
  }

  @Property
  void rejectsAnyChangedByte(
      @ForAll("cursors") FeedCursor where,
      @ForAll @IntRange(max = 200) int place,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] bytes = Base64.getUrlDecoder().decode(cursors.encode(where, 1, FeedKinds.ALL));
    bytes[place % bytes.length] ^= (byte) change;

    assertRejected(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), 1, FeedKinds.ALL);
  }

  @Property
  void rejectsAnotherUserAnotherFeedAndAnotherKey(
      @ForAll("cursors") FeedCursor where, @ForAll long userId, @ForAll long otherId) {
    Assume.that(userId != otherId);
    String cursor = cursors.encode(where, userId, FeedKinds.ALL);

    assertRejected(cursor, otherId, FeedKinds.ALL);
    assertRejected(cursor, userId, FeedKinds.TRACKS);
    assertThatThrownBy(() -> new Cursors(key("B")).decode(cursor, userId, FeedKinds.ALL))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400);
  }

  @Property
  void rejectsAnyText(@ForAll String text) {
    assertRejected(text, 1, FeedKinds.ALL);
  }

  @Provide
  Arbitrary<FeedCursor> cursors() {
    Arbitrary<Activity> entries =
        Combinators.combine(
                Arbitraries.of(ActivityKind.class),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.longs())
            .as(Activity::new);
    Arbitrary<Position> positions =
        Combinators.combine(Arbitraries.integers().between(0, 999), Arbitraries.longs())
            .as(Position::new);
    Arbitrary<Moment> moments =
        Combinators.combine(positions.injectNull(0.3), Arbitraries.longs()).as(Moment::new);
    return Combinators.combine(
            entries.injectNull(0.3), moments.injectNull(0.3), moments.injectNull(0.3))
        .as(FeedCursor::new);
  }

  private void assertRejected(String cursor, long userId, FeedKinds feed) {
    assertThatThrownBy(() -> cursors.decode(cursor, userId, feed))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 400)
        .hasMessageStartingWith("The cursor does not belong to this feed");
  }

  private static TokenKey key(String letter) {
    return TokenKey.parse(letter.repeat(43));
  }
}
