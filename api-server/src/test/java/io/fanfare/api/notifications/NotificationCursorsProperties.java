package io.fanfare.api.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NotificationCursorsProperties {

  private final NotificationCursors cursors =
      new NotificationCursors(TokenKey.parse("A".repeat(43)));

  @Property
  void decodesWhatItEncodedForThisUserAlone(
      @ForAll ActivityKind kind,
      @ForAll long actor,
      @ForAll long object,
      @ForAll long time,
      @ForAll long user) {
    Activity entry = new Activity(kind, actor, object, time);
    String cursor = cursors.encode(entry, user);

    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    assertThat(cursors.decode(cursor, user)).isEqualTo(entry);
    assertRejected(cursor, user + 1);
    assertRejected(cursor.substring(1), user);
  }

  @Property
  void rejectsEveryOtherText(@ForAll String text) {
    assertRejected(text, 1);
  }

  private void assertRejected(String cursor, long user) {
    assertThatThrownBy(() -> cursors.decode(cursor, user))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
  }
}
