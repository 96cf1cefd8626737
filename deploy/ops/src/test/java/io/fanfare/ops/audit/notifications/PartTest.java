package io.fanfare.ops.audit.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartTest {

  @Property
  void aRecipientIsInOneHalfOfItsPart(
      @ForAll long recipient, @ForAll @IntRange(max = 19) int halvings) {
    Part part = Part.ALL;
    for (int i = 0; i < halvings; i++) {
      assertThat(part.firstHalf().has(recipient)).isNotEqualTo(part.secondHalf().has(recipient));
      part = part.firstHalf().has(recipient) ? part.firstHalf() : part.secondHalf();
      assertThat(part.has(recipient)).isTrue();
    }
  }

  @Property(tries = 100)
  void idsAtRegularDistancesAreSpread(@ForAll @IntRange(min = 1, max = 4096) int distance) {
    long inFirst = 0;
    for (int i = 0; i < 1_000; i++) {
      inFirst += Part.ALL.firstHalf().has((long) i * distance) ? 1 : 0;
    }
    assertThat(inFirst).isBetween(350L, 650L);
  }
}
