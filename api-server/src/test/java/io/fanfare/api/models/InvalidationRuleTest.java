package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidationRuleTest {

  private final RecordedInvalidations invalidations = new RecordedInvalidations();

  @ParameterizedTest
  @EnumSource(Operation.class)
  void invalidatesTheRowThatChanged(Operation operation) {
    apply(text(Event.of(operation, Model.TRACK)), key(Model.TRACK, 5L));
    apply(text(Event.of(operation, Model.USER)), key(Model.USER, -6L));
    apply(text(Event.of(operation, Model.USER)), key(Model.USER, Long.MAX_VALUE));

    assertThat(invalidations.seen)
        .containsExactly("TRACK [5]", "USER [-6]", "USER [9223372036854775807]");
  }

  @Test
  void invalidatesARowWhoseChangeIsUnreadable() {
    apply(text(Event.unreadable("Track")), key(Model.TRACK, 5L));
    assertThat(invalidations.seen).containsExactly("TRACK [5]");
  }

  @Test
  void invalidatesRelationsByAllOfTheirKey() {
    apply(text(Event.of(Operation.CREATE, Model.FOLLOW)), key(Model.FOLLOW, 1L, 2L));
    apply(text(Event.of(Operation.DESTROY, Model.BLOCK)), key(Model.BLOCK, 1L, 2L));
    apply(text(Event.of(Operation.CREATE, Model.TRACK_LIKE)), key(Model.TRACK_LIKE, 1L, 2L));
    apply(
        text(Event.of(Operation.SAVE, Model.PLAYLIST_TRACK)),
        key(Model.PLAYLIST_TRACK, 1L, -2L, 3L));
    assertThat(invalidations.seen)
        .containsExactly(
            "FOLLOW [1, 2]", "BLOCK [1, 2]", "TRACK_LIKE [1, 2]", "PLAYLIST_TRACK [1, -2, 3]");
  }

  @Test
  void ignoresModelsThatNoAnswerDependsOn() {
    apply(text(Event.of(Operation.CREATE, Model.PLAYLIST_LIKE)), key(Model.PLAYLIST_LIKE, 1L, 2L));
    assertThat(invalidations.seen).isEmpty();
  }

  @Test
  void invalidatesAllRowsForATableThatIsNotMapped() {
    apply(text(Event.unreadable("some_table")), "some_table/1");
    assertThat(invalidations.seen).containsExactly("everything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tracks", "tracks/", "tracks/x", "tracks/1/2", "playlist_likes/1/2"})
  void invalidatesAllRowsIfTheKeyDoesNotIdentifyOne(String key) {
    apply("save.Track", key);
    assertThat(invalidations.seen).containsExactly("everything");
  }

  @Test
  void invalidatesAllRowsForAnIdBeyond64BitsAndForAMissingKey() {
    apply("save.Track", "tracks/9999999999999999999");
    InvalidationRule.apply("save.User", null, invalidations);
    assertThat(invalidations.seen).containsExactly("everything", "everything");
  }

  @Test
  void usesTheKeyIfThereIsNoHeader() {
    apply(null, "users/3");
    apply(null, "playlist_likes/1/2");
    assertThat(invalidations.seen).containsExactly("USER [3]");
  }

  private void apply(@Nullable String event, String key) {
    InvalidationRule.apply(event, key.getBytes(UTF_8), invalidations);
  }

  private static String key(Model model, Long... values) {
    return text(ModelKey.encode(model, List.of(values)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
