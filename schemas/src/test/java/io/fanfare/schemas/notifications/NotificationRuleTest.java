package io.fanfare.schemas.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotificationRuleTest {

  private static final long RECIPIENT = -7;
  private static final long DUE = 1_700_000_000_000_000L;
  private static final Activity ACTIVITY = new Activity(ActivityKind.TRACK, 1L, 2L, DUE);

  @Test
  void theJobEmitsMessagesOfOneActivityAndDigests() {
    assertThat(problem(message -> {})).isNull();
    assertThat(
            problem(
                message -> {
                  message.setDigest(true);
                  message.setId(NotificationIds.ofDigest(RECIPIENT, Channel.PUSH, DUE));
                  message.setActivities(Collections.nCopies(100, notified(9)));
                }))
        .isNull();
  }

  @Test
  void aMessageHasOneToAHundredActivities() {
    assertThat(problem(message -> message.setActivities(List.of())))
        .isEqualTo("The message has 0 activities.");
    assertThat(problem(message -> message.setActivities(Collections.nCopies(101, notified(9)))))
        .isEqualTo("The message has 101 activities.");
  }

  @Test
  void aVersionThatNoRecordHasWouldBlockTheLedger() {
    assertThat(problem(message -> message.setActivities(List.of(notified(Long.MAX_VALUE)))))
        .contains("version 9223372036854775807");
    assertThat(problem(message -> message.setActivities(List.of(notified(9), notified(-1)))))
        .contains("version -1");
  }

  @Test
  void aMessageOfAnotherChannelIsForeign() {
    assertThat(problem(message -> message.setChannel(Channel.EMAIL))).contains("channel email");
  }

  @Test
  void timesAreOnesThatAClockCanShow() {
    assertThat(problem(message -> message.setExpires(Long.MAX_VALUE))).contains("a time before");
    assertThat(problem(message -> message.setDue(-1L))).contains("a time before");
  }

  @Test
  void theIdIsThatOfTheContent() {
    assertThat(problem(message -> message.setId("another"))).contains("The message's id is not");
    assertThat(problem(message -> message.setRecipientId(8L))).contains("The message's id is not");
    assertThat(problem(message -> message.setDigest(true))).contains("The message's id is not");
  }

  @Test
  void theKeyIsTheRecipient() {
    assertThat(problem(message(), "7")).contains("key is not -7");
    assertThat(problem(message(), null)).contains("key is not -7");
  }

  private static @Nullable String problem(Consumer<Notification> change) {
    Notification message = message();
    change.accept(message);
    return problem(message, Long.toString(RECIPIENT));
  }

  private static @Nullable String problem(Notification message, @Nullable String key) {
    return NotificationRule.problem(
        message, Channel.PUSH, key == null ? null : ByteBuffer.wrap(key.getBytes(UTF_8)));
  }

  private static Notification message() {
    return new Notification(
        NotificationIds.ofActivity(RECIPIENT, Channel.PUSH, ACTIVITY),
        RECIPIENT,
        Channel.PUSH,
        false,
        false,
        DUE,
        DUE + 1,
        List.of(notified(9)));
  }

  private static NotifiedActivity notified(long version) {
    return new NotifiedActivity(ACTIVITY, version);
  }
}
