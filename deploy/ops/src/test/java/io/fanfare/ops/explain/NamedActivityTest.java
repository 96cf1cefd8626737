package io.fanfare.ops.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.dashboard.ActivityKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedActivityTest {

  @Test
  void readsEveryKind() {
    assertThat(NamedActivity.parse("track:12"))
        .isEqualTo(new NamedActivity(ActivityKind.TRACK, 12, null));
    assertThat(NamedActivity.parse("playlist:-9223372036854775808"))
        .isEqualTo(new NamedActivity(ActivityKind.PLAYLIST, Long.MIN_VALUE, null));
    assertThat(NamedActivity.parse("track:repost:12:7"))
        .isEqualTo(new NamedActivity(ActivityKind.TRACK_REPOST, 12, 7L));
    assertThat(NamedActivity.parse("playlist:repost:12:7"))
        .isEqualTo(new NamedActivity(ActivityKind.PLAYLIST_REPOST, 12, 7L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "track",
        "track:x",
        "track:1:2",
        "track:repost:1",
        "user:1",
        "track:9999999999999999999"
      })
  void rejectsOtherForms(String text) {
    assertThatThrownBy(() -> NamedActivity.parse(text))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("is no activity: write track:ID");
  }
}
