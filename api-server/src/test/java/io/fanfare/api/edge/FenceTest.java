package io.fanfare.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.edge.EdgeKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {

  private final Fence fence = new Fence();

  @Test
  void anAnswerHoldsWhileNothingOfItChanges() {
    fence.invalidated("track-9");
    Dependencies read = fence.begin();
    read.add(EdgeKey.TRACK, 9);
    fence.invalidated("track-8");
    fence.invalidated("tracks-of-user-9");
    assertThat(fence.holds(read)).isTrue();
    assertThat(read.keys()).containsExactly("all", "track-9");
  }

  @Test
  void anAnswerDoesNotHoldIfAnythingOfItChangedMeanwhile() {
    Dependencies read = fence.begin();
    // Invalidated before it was read: the row may be the old one all the same.
    fence.invalidated("tracks-of-user-1");
    read.addAll(EdgeKey.TRACK, List.of(8L, 9L));
    read.add(EdgeKey.TRACKS_OF_USER, 1);
    assertThat(fence.holds(read)).isFalse();
  }

  @Test
  void nothingHoldsIfEverythingIsInvalidated() {
    Dependencies read = fence.begin();
    fence.invalidated(EdgeKey.ALL);
    assertThat(fence.holds(read)).isFalse();
    assertThat(fence.holds(fence.begin())).isTrue();
  }

  @Test
  void nothingHoldsBeyondTheInvalidationsThatAreRemembered() {
    Dependencies read = fence.begin();
    for (int change = 0; change < Fence.MOST_REMEMBERED; change++) {
      fence.invalidated("track-8");
    }
    read.add(EdgeKey.TRACK, 9);
    assertThat(fence.holds(read)).isTrue();
    fence.invalidated("track-8");
    assertThat(fence.holds(read)).isFalse();
  }

  @Test
  void anAnswerOfTooManyKeysDoesNotHold() {
    Dependencies read = fence.begin();
    for (long id = 1; id < Dependencies.MOST_KEYS; id++) {
      read.add(EdgeKey.TRACK, id);
    }
    read.add(EdgeKey.TRACK, 1);
    assertThat(fence.holds(read)).isTrue();
    assertThat(read.keys()).hasSize(Dependencies.MOST_KEYS);
    read.add(EdgeKey.USER, 1);
    assertThat(fence.holds(read)).isFalse();
    assertThat(read.keys()).hasSize(Dependencies.MOST_KEYS);
  }

  @Test
  void anAnswerOfSomethingWithoutAKeyDoesNotHold() {
    Dependencies read = fence.begin();
    read.addUnknown();
    assertThat(fence.holds(read)).isFalse();
  }
}
