package io.fanfare.agents.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.connectors.cassandra.NotifiedLedger;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotificationIds;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final long RECIPIENT = 7;
  private static final String ADDRESS = "a@b";
  private static final String ID = NotificationIds.ofDigestTo(ADDRESS, "m");
  private static final NotifiedActivity FIRST = activity(1, 100);
  private static final NotifiedActivity SECOND = activity(2, 101);

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final List<Message> sent = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private String failing = "";
  private final List<Outcome> outcomes = new ArrayList<>();
  private final AgentMetrics metrics = new AgentMetrics(Channel.EMAIL);
  private Delivery answer = Delivery.accepted("taken");
  private Instant expires = NOW.plus(Duration.ofHours(24));
  private boolean isMaybeAccepted;

  private final Watched endpoints = new Watched();
  private final Courier courier =
      new Courier(
          ledger,
          endpoints,
          new Sender(),
          new Reported(),
          metrics,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void claimsSendsConfirmsAndReports() {
    assertThat(deliver(verdict(FIRST, SECOND), 0)).isEmpty();
    assertThat(sent).singleElement().satisfies(one -> assertThat(one.items()).hasSize(2));
    assertThat(ledger.entries.values()).allMatch(NotifiedLedger.Entry::isSent);
    assertThat(statuses()).containsExactly(OutcomeStatus.SENT, OutcomeStatus.SENT);
  }

  @Test
  void whatWasToldUnderAnotherVersionIsLeftOut() {
    ledger.entries.put(1L, new NotifiedLedger.Entry(99, "other", true));
    deliver(verdict(FIRST, SECOND), 0);
    assertThat(sent.get(0).items()).extracting(Item::objectId).containsExactly(2L);
    assertThat(reasonOf(FIRST)).isEqualTo(SuppressionReason.ALREADY_TOLD);
  }

  @Test
  void aRepetitionIsReportedAndNotSent() {
    deliver(verdict(FIRST), 0);
    deliver(verdict(FIRST), 0);
    assertThat(sent).hasSize(1);
    assertThat(statuses()).containsExactly(OutcomeStatus.SENT, OutcomeStatus.SENT);
    assertThat(outcomes).noneMatch(Outcome::getMaybeTwice);
  }

  @Test
  void whatACrashLeftClaimedIsSentAgainAndCounted() {
    ledger.entries.put(1L, new NotifiedLedger.Entry(100, ID, false));
    deliver(verdict(FIRST), 0);
    assertThat(sent).extracting(Message::id).containsExactly(ID);
    assertThat(outcomes).singleElement().matches(Outcome::getMaybeTwice);
  }

  @Test
  void whatMayHaveArrivedWithoutAnAnswerIsSentAgainAndCounted() {
    answer = Delivery.unanswered("timeout");
    assertThat(deliver(verdict(FIRST), 0)).map(Again::isMaybeAccepted).contains(true);
    isMaybeAccepted = true;
    answer = Delivery.accepted("taken");
    deliver(verdict(FIRST), 1);
    assertThat(outcomes).last().matches(Outcome::getMaybeTwice);
  }

  @Test
  void eachAddressGetsWhatIsMeantForIt() {
    Map<String, Map<NotifiedActivity, Item>> told = new LinkedHashMap<>();
    told.put(ADDRESS, told(FIRST));
    told.put("c@d", told(SECOND));
    failing = "c@d";
    assertThat(deliver(new Verdict(told, Map.of(), null), 0)).isPresent();
    assertThat(addresses).containsExactly(ADDRESS, "c@d");
    assertThat(statuses()).containsExactly(OutcomeStatus.SENT, OutcomeStatus.WAITING);

    failing = "";
    assertThat(deliver(new Verdict(told, Map.of(), null), 1)).isEmpty();
    assertThat(addresses).containsExactly(ADDRESS, "c@d", "c@d");
    assertThat(sent)
        .extracting(Message::id)
        .containsExactly(
            ID, NotificationIds.ofDigestTo("c@d", "m"), NotificationIds.ofDigestTo("c@d", "m"));
    assertThat(statuses().subList(2, 4)).containsExactly(OutcomeStatus.SENT, OutcomeStatus.SENT);
    assertThat(outcomes).noneMatch(Outcome::getMaybeTwice);
  }

  @Test
  void aReceiverThatIsBusyIsTriedAgainUnderTheSameId() {
    answer = Delivery.retry("busy", Duration.ofMinutes(3));
    Instant again = deliver(verdict(FIRST), 0).orElseThrow().at();
    assertThat(again).isBetween(NOW.plus(Duration.ofMinutes(3)), NOW.plus(Duration.ofMinutes(4)));
    assertThat(statuses()).containsExactly(OutcomeStatus.WAITING);
    assertThat(outcomes.get(0).getDue()).isEqualTo(Micros.of(again));

    answer = Delivery.accepted("taken");
    assertThat(deliver(verdict(FIRST), 1)).isEmpty();
    assertThat(sent).extracting(Message::id).containsExactly(ID, ID);
    assertThat(outcomes).noneMatch(Outcome::getMaybeTwice);
  }

  @Test
  void whatWasNeverAcceptedMayBeToldByALaterMessage() {
    answer = Delivery.refused("no");
    assertThat(deliver(verdict(FIRST), 0)).isEmpty();
    assertThat(reasonOf(FIRST)).isEqualTo(SuppressionReason.REFUSED);
    assertThat(outcomes.get(0).getDetail()).isEqualTo("no");

    answer = Delivery.accepted("taken");
    deliver(verdict(activity(1, 200)), 0);
    assertThat(sent).hasSize(2);
    assertThat(ledger.entries.get(1L).isSent()).isTrue();
  }

  @Test
  void whatWasAcceptedIsNotSentAgainBecauseItCouldNotBeRecorded() {
    ledger.failingConfirms = 2;
    assertThat(deliver(verdict(FIRST), 0)).isEmpty();
    assertThat(sent).hasSize(1);
    assertThat(statuses()).containsExactly(OutcomeStatus.SENT);
    assertThat(ledger.entries.get(1L).isSent()).isTrue();
  }

  @Test
  void aDeadAddressIsNoAddress() {
    answer = Delivery.gone("gone");
    deliver(verdict(FIRST), 0);
    assertThat(reasonOf(FIRST)).isEqualTo(SuppressionReason.NO_ADDRESS);
  }

  @Test
  void whatIsHiddenBetweenTwoTriesIsNotSentAgain() {
    answer = Delivery.retry("busy", null);
    deliver(verdict(FIRST), 0);
    Verdict hidden = new Verdict(Map.of(), Map.of(FIRST, SuppressionReason.HIDDEN), null);
    assertThat(deliver(hidden, 1)).isEmpty();
    assertThat(sent).hasSize(1);
    assertThat(outcomes.get(1).getReason()).isEqualTo(SuppressionReason.HIDDEN);
  }

  @Test
  void nothingIsSentInQuietHours() {
    Instant morning = NOW.plus(Duration.ofHours(8));
    Verdict quiet = new Verdict(verdict(FIRST).told(), Map.of(), morning);
    assertThat(deliver(quiet, 0)).contains(new Again(morning, false, false));
    assertThat(sent).isEmpty();
    assertThat(ledger.entries).isEmpty();
    assertThat(statuses()).containsExactly(OutcomeStatus.WAITING);
  }

  @Test
  void whatWasSentBeforeQuietHoursDoesNotWaitForTheirEnd() {
    ledger.entries.put(1L, new NotifiedLedger.Entry(100, ID, true));
    Verdict quiet = new Verdict(verdict(FIRST).told(), Map.of(), NOW.plus(Duration.ofHours(8)));
    assertThat(deliver(quiet, 0)).isEmpty();
    assertThat(statuses()).containsExactly(OutcomeStatus.SENT);
  }

  @Test
  void aReceiverThatWorksCostsNoWrite() {
    deliver(verdict(FIRST), 0);
    assertThat(endpoints.writes).isZero();
  }

  @Test
  void aReceiverThatWorksAgainIsNoLongerAFailingOne() {
    answer = Delivery.retry("HTTP 503", null);
    deliver(verdict(FIRST), 0);
    assertThat(endpoints.stored).map(FailingEndpoint::failures).contains(1);
    answer = Delivery.accepted("taken");
    deliver(verdict(FIRST), 1);
    assertThat(endpoints.stored).isEmpty();
  }

  @Test
  void aReceiverThatHasFailedForDaysIsDisabled() {
    failFor(Duration.ofDays(3));
    answer = Delivery.retry("HTTP 503", null);
    assertThat(deliver(verdict(FIRST), 0)).isEmpty();
    assertThat(reasonOf(FIRST)).isEqualTo(SuppressionReason.ENDPOINT_DISABLED);
    assertThat(metrics.scrape())
        .contains("fanfare_agent_endpoints_disabled_total{channel=\"email\"} 1.0");
  }

  @Test
  void aDisabledReceiverIsNotAskedAndNothingIsClaimed() {
    failFor(Duration.ofDays(3));
    answer = Delivery.retry("HTTP 503", null);
    deliver(verdict(FIRST), 0);
    assertThat(sent).hasSize(1);
    answer = Delivery.accepted("taken");
    assertThat(deliver(verdict(SECOND), 0)).isEmpty();
    assertThat(sent).hasSize(1);
    assertThat(reasonOf(SECOND)).isEqualTo(SuppressionReason.ENDPOINT_DISABLED);
    assertThat(outcomes).last().extracting(Outcome::getDetail).isEqualTo("HTTP 503");
    assertThat(ledger.entries).doesNotContainKey(2L);
  }

  @Test
  void aReceiverThatIsGoneGetsOneMessage() {
    answer = Delivery.gone("HTTP 410");
    deliver(verdict(FIRST), 0);
    deliver(verdict(SECOND), 0);
    assertThat(sent).hasSize(1);
    assertThat(reasonOf(FIRST)).isEqualTo(SuppressionReason.NO_ADDRESS);
    assertThat(reasonOf(SECOND)).isEqualTo(SuppressionReason.ENDPOINT_DISABLED);
  }

  @Test
  void whatExpiresOnItsWayIsNoFailureOfTheReceiver() {
    expires = NOW;
    answer = Delivery.refused("The message expired.");
    deliver(verdict(FIRST), 0);
    assertThat(endpoints.stored).isEmpty();
  }

  private void failFor(Duration duration) {
    long since = Micros.of(NOW.minus(duration));
    endpoints.stored =
        Optional.of(new FailingEndpoint(RECIPIENT, Channel.EMAIL, "e", since, 20, 0, "", since));
  }

  @Test
  void nothingIsSentWhileTheLedgerIsAway() {
    ledger.isAway = true;
    assertThatThrownBy(() -> deliver(verdict(FIRST), 0)).hasRootCauseMessage("away");
    assertThat(sent).isEmpty();
    assertThat(outcomes).isEmpty();
  }

  private Optional<Again> deliver(Verdict verdict, int attempt) {
    Notification message =
        new Notification(
            "m",
            RECIPIENT,
            Channel.EMAIL,
            true,
            true,
            Micros.of(NOW),
            Micros.of(expires),
            List.of(FIRST, SECOND));
    Ticket ticket =
        new Ticket(
            new TopicPartition("t", 0), 0, 0, message, attempt, attempt > 0, isMaybeAccepted);
    return courier.deliver(ticket, verdict).toCompletableFuture().join();
  }

  private static Verdict verdict(NotifiedActivity... activities) {
    return new Verdict(Map.of(ADDRESS, told(activities)), Map.of(), null);
  }

  private static Map<NotifiedActivity, Item> told(NotifiedActivity... activities) {
    Map<NotifiedActivity, Item> told = new LinkedHashMap<>();
    for (NotifiedActivity notified : activities) {
      Activity activity = notified.getActivity();
      told.put(
          notified,
          new Item(
              activity.getKind(),
              activity.getActorId(),
              "Ana",
              activity.getObjectId(),
              "Song",
              "https://music.example/ana/song"));
    }
    return told;
  }

  private static NotifiedActivity activity(long track, long version) {
    return new NotifiedActivity(new Activity(ActivityKind.TRACK, 1L, track, 5L), version);
  }

  private List<OutcomeStatus> statuses() {
    return outcomes.stream().map(Outcome::getStatus).toList();
  }

  private @Nullable SuppressionReason reasonOf(NotifiedActivity notified) {
    return outcomes.stream()
        .filter(outcome -> outcome.getActivity().equals(notified.getActivity()))
        .map(Outcome::getReason)
        .findFirst()
        .orElseThrow();
  }

  private final class Sender implements ChannelSender {
    @Override
    public CompletionStage<Delivery> send(Message message, String address) {
      sent.add(message);
      addresses.add(address);
      return CompletableFuture.completedFuture(
          address.equals(failing) ? Delivery.retry("busy", null) : answer);
    }

    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public void close() {}
  }

  private final class Reported implements Reports {
    @Override
    public CompletionStage<Void> report(List<Outcome> some) {
      outcomes.addAll(some);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> reject(DeadLetter letter) {
      throw new AssertionError(letter);
    }

    @Override
    public CompletionStage<Void> forget(long userId, String device) {
      throw new AssertionError(device);
    }
  }

  /** One receiver, by the rule of the agents. */
  private static final class Watched implements Endpoints {

    private final DisablingRule rule = new DisablingRule(Duration.ofDays(3));
    private Optional<FailingEndpoint> stored = Optional.empty();
    private int writes;

    @Override
    public CompletionStage<Optional<FailingEndpoint>> find(long recipientId, String address) {
      return CompletableFuture.completedFuture(stored);
    }

    @Override
    public CompletionStage<Boolean> failed(
        long recipientId, String address, Optional<FailingEndpoint> known, Delivery delivery) {
      FailingEndpoint before =
          known.orElseGet(() -> DisablingRule.working(recipientId, Channel.EMAIL, address));
      stored = Optional.of(rule.afterFailure(before, delivery, NOW));
      writes++;
      return CompletableFuture.completedFuture(stored.get().isDisabled());
    }

    @Override
    public CompletionStage<Void> recovered(FailingEndpoint known) {
      stored = Optional.empty();
      writes++;
      return CompletableFuture.completedFuture(null);
    }
  }

  /** By the object of an activity. */
  private static final class InMemoryLedger implements Ledger {

    private final Map<Long, NotifiedLedger.Entry> entries = new HashMap<>();
    private boolean isAway;
    private int failingConfirms;

    @Override
    public CompletionStage<Optional<NotifiedLedger.Entry>> entry(
        long recipientId, Activity activity) {
      return isAway
          ? CompletableFuture.failedFuture(new IllegalStateException("away"))
          : CompletableFuture.completedFuture(
              Optional.ofNullable(entries.get(activity.getObjectId())));
    }

    @Override
    public CompletionStage<Void> claim(
        long recipientId, List<NotifiedActivity> activities, String messageId) {
      return write(activities, messageId, false);
    }

    @Override
    public CompletionStage<Void> confirm(
        long recipientId, List<NotifiedActivity> activities, long sentAt) {
      return failingConfirms-- > 0
          ? CompletableFuture.failedFuture(new IllegalStateException("away"))
          : write(activities, entries.get(id(activities)).notificationId(), true);
    }

    private static long id(List<NotifiedActivity> activities) {
      return activities.get(0).getActivity().getObjectId();
    }

    private CompletionStage<Void> write(
        List<NotifiedActivity> activities, String messageId, boolean isSent) {
      activities.forEach(
          notified ->
              entries.put(
                  notified.getActivity().getObjectId(),
                  new NotifiedLedger.Entry(notified.getVersion(), messageId, isSent)));
      return CompletableFuture.completedFuture(null);
    }
  }
}
