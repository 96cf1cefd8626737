package io.fanfare.ops.audit.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final long RECIPIENT = 7;
  private static final Activity TRACK = new Activity(ActivityKind.TRACK, 1L, 100L, 5L);

  private final EnabledChannels enabled = new EnabledChannels(Part.ALL);
  private final Accounts accounts = new Accounts();

  /** `models` has: push enabled at offset 2, disabled at 20, and another row at 30. */
  @BeforeEach
  void readModels() {
    enabled.add(settings(2, RECIPIENT, true));
    enabled.add(settings(20, RECIPIENT, false));
    enabled.add(settings(30, 8, true));
    accounts.noteVersion(Version.of(1));
    enabled
        .at(Version.of(10), RECIPIENT, ActivityKind.TRACK)
        .forEach(
            channel ->
                accounts.expect(new NotifiedEvent(RECIPIENT, channel, TRACK, Version.of(10))));
  }

  @Test
  void aChannelCountsFromTheVersionThatEnabledIt() {
    assertThat(enabled.at(Version.of(1), RECIPIENT, ActivityKind.TRACK)).isEmpty();
    assertThat(enabled.at(Version.of(2), RECIPIENT, ActivityKind.TRACK))
        .containsExactly(Channel.PUSH);
    assertThat(enabled.at(Version.of(20), RECIPIENT, ActivityKind.TRACK)).isEmpty();
  }

  @Test
  void anEventWithoutAnOutcomeIsFound() {
    assertThat(report().isClean()).isFalse();
    assertThat(report().unaccountedEvents())
        .singleElement()
        .satisfies(event -> assertThat(event).contains("user 7", "PUSH", "100"));
  }

  @Test
  void whatWasSentOrSuppressedIsAccountedFor() {
    add(10, OutcomeStatus.SENT, "a");
    assertThat(report().isClean()).isTrue();
    assertThat(report().sent()).isEqualTo(1);
  }

  @Test
  void aRepetitionThatIsSuppressedDoesNotHideWhatWasSent() {
    add(10, OutcomeStatus.SENT, "a");
    add(10, OutcomeStatus.SUPPRESSED, "a");
    assertThat(report().sent()).isEqualTo(1);
    assertThat(report().suppressed()).isEmpty();
  }

  @Test
  void whatWaitsForItsTimeIsAccountedForUntilThen() {
    add(10, OutcomeStatus.WAITING, "a");
    assertThat(report().isClean()).isTrue();
    assertThat(accounts.isComplete(NOW.plus(Duration.ofHours(1)))).isFalse();
  }

  @Test
  void whatAnAgentHasNotFinishedWaits() {
    accounts.withAgent(
        new Notification(
            "a",
            RECIPIENT,
            Channel.PUSH,
            false,
            false,
            0L,
            1L,
            List.of(new NotifiedActivity(TRACK, Version.of(10)))));
    assertThat(report().waiting()).isEqualTo(1);
    accounts.readAgain();
    assertThat(report().isClean()).isFalse();
  }

  @Test
  void theSameMessageThatWasSentForTwoVersionsIsToldTwice() {
    add(10, OutcomeStatus.SENT, "a");
    add(12, OutcomeStatus.SENT, "a");
    assertThat(report().twice()).isEqualTo(1);
  }

  @Test
  void theSameMessageThatIsReportedAgainIsToldOnce() {
    add(10, OutcomeStatus.SENT, "a");
    add(10, OutcomeStatus.SENT, "a");
    assertThat(report().isClean()).isTrue();
  }

  @Test
  void whatWasSentAlthoughTheChannelWasDisabledIsToldUnasked() {
    add(10, OutcomeStatus.SENT, "a");
    add(25, OutcomeStatus.SENT, "b");
    assertThat(report().unasked()).isEqualTo(1);
  }

  @Test
  void whatWasSentBehindTheEndOfTheAuditIsNotJudged() {
    add(10, OutcomeStatus.SENT, "a");
    accounts.add(outcome(new Activity(ActivityKind.TRACK, 1L, 101L, 5L), 40), enabled);
    assertThat(report().isClean()).isTrue();
  }

  private NotificationsReport report() {
    return accounts.report(NOW);
  }

  private void add(long offset, OutcomeStatus status, String message) {
    Outcome outcome = outcome(TRACK, offset);
    outcome.setStatus(status);
    outcome.setNotificationId(message);
    if (status == OutcomeStatus.SUPPRESSED) {
      outcome.setReason(SuppressionReason.HIDDEN);
    } else if (status == OutcomeStatus.WAITING) {
      outcome.setDue(Micros.of(NOW));
    }
    accounts.add(outcome, enabled);
  }

  private static Outcome outcome(Activity activity, long offset) {
    return new Outcome(
        RECIPIENT,
        Channel.PUSH,
        activity,
        Version.of(offset),
        OutcomeStatus.SENT,
        null,
        null,
        "m",
        false,
        Micros.of(NOW),
        null);
  }

  private static ConsumerRecord<byte[], byte[]> settings(long offset, long user, boolean enabled) {
    NotificationSettings row =
        new NotificationSettings(user, "push", "track", enabled, null, null, null, null, null);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            Topics.MODELS,
            0,
            offset,
            "key".getBytes(UTF_8),
            AvroCodec.of(ModelBroadcast.class)
                .encode(new ModelBroadcast(Operation.SAVE, null, row, null, false, false)));
    record.headers().add(Event.HEADER, Event.of(Operation.SAVE, Model.NOTIFICATION_SETTINGS));
    return record;
  }
}
