package io.fanfare.ops.audit.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

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

  @Test
  void idsAtRegularDistancesAreSpread() {
    for (int distance = 1; distance <= 4_096; distance++) {
      int inFirst = 0;
      for (int i = 0; i < 1_000; i++) {
        inFirst += Part.ALL.firstHalf().has((long) i * distance) ? 1 : 0;
      }
      assertThat(inFirst).as("of 1,000 ids, %s apart", distance).isBetween(400, 600);
    }
  }
}
