package io.fanfare.ops.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MissedTest {

  private static final long EXPIRES = 9_000;
  private static final long BEFORE = 0;

  private final Missed missed = new Missed();

  @ParameterizedTest
  @EnumSource(
      value = SuppressionReason.class,
      names = {"ENDPOINT_DISABLED", "EXPIRED", "NO_ADDRESS", "REFUSED", "TOO_MANY"})
  void whatAReceiverDidNotGetWasMissed(SuppressionReason reason) {
    missed.add(message("m", 10, 1));
    missed.add(outcome(1, OutcomeStatus.WAITING, null));
    missed.add(outcome(1, OutcomeStatus.SUPPRESSED, reason));
    Notification again = missed.messages(BEFORE, EXPIRES).get(0);
    assertThat(again.getId()).isEqualTo("m");
    assertThat(again.getDue()).isEqualTo(10);
    assertThat(again.getExpires()).isEqualTo(EXPIRES);
    assertThat(again.getBatch()).isTrue();
    assertThat(again.getActivities()).containsExactly(activity(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = SuppressionReason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ENDPOINT_DISABLED", "EXPIRED", "NO_ADDRESS", "REFUSED", "TOO_MANY"})
  void whatTheRecipientOrTheRowsDecidedWasNotMissed(SuppressionReason reason) {
    missed.add(message("m", 10, 1));
    missed.add(outcome(1, OutcomeStatus.SUPPRESSED, reason));
    assertThat(missed.messages(BEFORE, EXPIRES)).isEmpty();
  }

  @Test
  void whatWasSentOrWaitsWasNotMissed() {
    missed.add(message("sent", 10, 1));
    missed.add(outcome(1, OutcomeStatus.SENT, null));
    missed.add(outcome(1, OutcomeStatus.SUPPRESSED, SuppressionReason.TOO_MANY));
    missed.add(message("waits", 10, 2));
    missed.add(outcome(2, OutcomeStatus.SUPPRESSED, SuppressionReason.REFUSED));
    missed.add(outcome(2, OutcomeStatus.WAITING, null));
    missed.add(message("unknown", 10, 3));
    assertThat(missed.messages(BEFORE, EXPIRES)).isEmpty();
  }

  @Test
  void aDigestHasOnlyWhatWasMissedOfIt() {
    missed.add(message("m", 10, 1, 2));
    missed.add(outcome(1, OutcomeStatus.SENT, null));
    missed.add(outcome(2, OutcomeStatus.SUPPRESSED, SuppressionReason.EXPIRED));
    assertThat(missed.messages(BEFORE, EXPIRES).get(0).getActivities())
        .containsExactly(activity(2));
  }

  @Test
  void aReplayedMessageIsNoSecondOne() {
    missed.add(message("m", 10, 1, 2));
    missed.add(message("m", 10, 2));
    missed.add(outcome(1, OutcomeStatus.SUPPRESSED, SuppressionReason.EXPIRED));
    missed.add(outcome(2, OutcomeStatus.SUPPRESSED, SuppressionReason.EXPIRED));
    assertThat(missed.messages(BEFORE, EXPIRES))
        .singleElement()
        .satisfies(message -> assertThat(message.getActivities()).hasSize(2));
  }

  @Test
  void aNewerVersionOfAnActivityTakesThePlaceOfTheOlderOne() {
    Activity track = activity(1).getActivity();
    missed.add(message("m", 10, 1));
    missed.add(
        Notification.newBuilder(message("m", 20, 1))
            .setActivities(List.of(new NotifiedActivity(track, 8L)))
            .build());
    missed.add(outcome(1, OutcomeStatus.SUPPRESSED, SuppressionReason.EXPIRED));
    missed.add(
        Outcome.newBuilder(outcome(1, OutcomeStatus.SUPPRESSED, SuppressionReason.TOO_MANY))
            .setVersion(8L)
            .build());
    assertThat(missed.messages(BEFORE, EXPIRES))
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.getActivities())
                    .containsExactly(new NotifiedActivity(track, 8L)));
  }

  @Test
  void theOldestComesFirstAndWhatWasDueBeforeIsLeftOut() {
    for (long due : new long[] {30, 10, 20}) {
      missed.add(message("m" + due, due, due));
      missed.add(outcome(due, OutcomeStatus.SUPPRESSED, SuppressionReason.ENDPOINT_DISABLED));
    }
    assertThat(missed.messages(20, EXPIRES))
        .extracting(Notification::getId)
        .containsExactly("m20", "m30");
  }

  private static Notification message(String id, long due, long... tracks) {
    List<NotifiedActivity> activities =
        LongStream.of(tracks).mapToObj(MissedTest::activity).toList();
    return new Notification(
        id, 7L, Channel.WEBHOOK, tracks.length > 1, false, due, due + 1, activities);
  }

  private static NotifiedActivity activity(long track) {
    return new NotifiedActivity(new Activity(ActivityKind.TRACK, 1L, track, 5L), track);
  }

  private static Outcome outcome(
      long track, OutcomeStatus status, @Nullable SuppressionReason reason) {
    return new Outcome(
        7L,
        Channel.WEBHOOK,
        activity(track).getActivity(),
        track,
        status,
        reason,
        null,
        "m",
        false,
        0L,
        null);
  }
}
