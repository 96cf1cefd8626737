package io.fanfare.api.updates;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any `Last-Event-ID` is a place in the log, or none. */
class PositionProperties {

  @Property
  void anyTextIsAPositionOrNone(@ForAll("texts") String text) {
    Position position = Position.parse(text);

    if (position != null) {
      assertThat(position.partition()).isNotNegative();
      assertThat(position.offset()).isNotNegative();
      assertThat(Position.parse(position.text())).isEqualTo(position);
    }
  }

  @Property
  void everyPositionIsParsedAgain(@ForAll("positions") Position position) {
    assertThat(Position.parse(position.text())).isEqualTo(position);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(30),
        Arbitraries.strings().withChars("0123456789:-+. \u0663\n").ofMaxLength(30));
  }

  @Provide
  Arbitrary<Position> positions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 999_999_999),
            Arbitraries.longs().between(0, 999_999_999_999_999_999L))
        .as(Position::new);
  }
}
