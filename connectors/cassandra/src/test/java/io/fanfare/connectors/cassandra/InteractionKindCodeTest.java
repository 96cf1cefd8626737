package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.closeness.InteractionKind;
import org.junit.jupiter.api.Test;

class InteractionKindCodeTest {

  @Test
  void neverChanges() {
    // Stored rows have these numbers in their keys.
    assertThat(InteractionKindCode.of(InteractionKind.TRACK_LIKE)).isEqualTo((byte) 1);
    assertThat(InteractionKindCode.of(InteractionKind.PLAYLIST_LIKE)).isEqualTo((byte) 2);
    assertThat(InteractionKindCode.of(InteractionKind.TRACK_REPOST)).isEqualTo((byte) 3);
    assertThat(InteractionKindCode.of(InteractionKind.PLAYLIST_REPOST)).isEqualTo((byte) 4);
    assertThat(InteractionKindCode.of(InteractionKind.COMMENT)).isEqualTo((byte) 5);
  }

  @Test
  void isReadBack() {
    for (InteractionKind kind : InteractionKind.values()) {
      assertThat(InteractionKindCode.kind(InteractionKindCode.of(kind))).isEqualTo(kind);
    }
    assertThatThrownBy(() -> InteractionKindCode.kind((byte) 6))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
