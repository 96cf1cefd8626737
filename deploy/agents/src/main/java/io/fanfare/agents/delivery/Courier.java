package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.connectors.cassandra.NotifiedLedger;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotificationIds;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings one message to its recipient: read the ledger, ask whether the receiver is disabled,
 * claim, send, confirm, report. Messages to one recipient must come one after the other: the ledger
 * has no transactions.
 */
public final class Courier {

  /** Between two tries to record what has happened. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Endpoints endpoints;
  private final ChannelSender sender;
  private final Reports reports;
  private final AgentMetrics metrics;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();

  public Courier(
      Ledger ledger,
      Endpoints endpoints,
      ChannelSender sender,
      Reports reports,
      AgentMetrics metrics,
      Clock clock) {
    this.ledger = ledger;
    this.endpoints = endpoints;
    this.sender = sender;
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Delivers a message by its verdict, to one address after the other.
   *
   * @return when to try again; empty if the message is done, and its outcomes are durable. Fails if
   *     the ledger cannot be reached before anything is sent.
   */
  CompletionStage<Optional<Again>> deliver(Ticket ticket, Verdict verdict) {
    String id = ticket.message().getId();
    CompletionStage<Optional<Again>> done =
        new Errand(ticket, id, "").suppressed(verdict.refused());
    for (Map.Entry<String, Map<NotifiedActivity, Item>> told : verdict.told().entrySet()) {
      String address = told.getKey();
      String own = ticket.message().getDigest() ? NotificationIds.ofDigestTo(address, id) : id;
      done =
          done.thenCompose(
              before ->
                  new Errand(ticket, own, address)
                      .deliver(told.getValue(), verdict.quietUntil())
                      .thenApply(again -> Again.both(before, again)));
    }
    return done;
  }

  /** What goes to one address. */
  private final class Errand {

    private final Notification message;
    private final String id;
    private final String address;
    private final int attempt;
    private final boolean isBegun;
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean isMaybeTwice;

    Errand(Ticket ticket, String id, String address) {
      this.message = ticket.message();
      this.id = id;
      this.address = address;
      this.attempt = ticket.attempt();
      this.isBegun = ticket.isBegun();
      this.isMaybeTwice = ticket.isMaybeAccepted();
    }

    CompletionStage<Optional<Again>> suppressed(Map<NotifiedActivity, SuppressionReason> refused) {
      refused.forEach((notified, reason) -> suppress(notified, reason, null));
      return reported(Optional.empty());
    }

    CompletionStage<Optional<Again>> deliver(
        Map<NotifiedActivity, Item> told, @Nullable Instant quietUntil) {
      return untold(told)
          .thenCompose(
              untold ->
                  quietUntil == null || untold.isEmpty()
                      ? send(untold)
                      : waitUntil(quietUntil, untold.keySet()));
    }

    /** What the recipient was not told yet: a claim alone tells nobody anything. */
    private CompletionStage<Map<NotifiedActivity, Item>> untold(Map<NotifiedActivity, Item> told) {
      Map<NotifiedActivity, CompletableFuture<Optional<NotifiedLedger.Entry>>> entries =
          new LinkedHashMap<>();
      told.keySet()
          .forEach(
              notified ->
                  entries.put(
                      notified,
                      ledger
                          .entry(message.getRecipientId(), notified.getActivity())
                          .toCompletableFuture()));
      return CompletableFuture.allOf(entries.values().toArray(CompletableFuture[]::new))
          .thenApply(
              done -> {
                Map<NotifiedActivity, Item> untold = new LinkedHashMap<>();
                entries.forEach(
                    (notified, entry) -> {
                      if (isUntold(notified, entry.join())) {
                        untold.put(notified, Objects.requireNonNull(told.get(notified)));
                      }
                    });
                return untold;
              });
    }

    private boolean isUntold(NotifiedActivity notified, Optional<NotifiedLedger.Entry> known) {
      if (known.isEmpty()) {
        return true;
      }
      NotifiedLedger.Entry entry = known.get();
      if (!entry.isSent()) {
        // Of this process it is known whether an answer came: of one that ended, not.
        isMaybeTwice = isMaybeTwice || !isBegun;
        return true;
      }
      boolean isOurs =
          entry.notificationId().equals(id) && entry.version() == notified.getVersion();
      if (isOurs) {
        sent(notified, false, null);
      } else {
        suppress(notified, SuppressionReason.ALREADY_TOLD, null);
      }
      return false;
    }

    private CompletionStage<Optional<Again>> send(Map<NotifiedActivity, Item> untold) {
      if (untold.isEmpty()) {
        return reported(Optional.empty());
      }
      return endpoints
          .find(message.getRecipientId(), address)
          .thenCompose(
              endpoint ->
                  endpoint.filter(FailingEndpoint::isDisabled).isPresent()
                      ? refuse(untold.keySet(), endpoint.get())
                      : send(untold, endpoint));
    }

    private CompletionStage<Optional<Again>> refuse(
        Set<NotifiedActivity> untold, FailingEndpoint endpoint) {
      untold.forEach(
          notified -> suppress(notified, SuppressionReason.ENDPOINT_DISABLED, endpoint.detail()));
      return reported(Optional.empty());
    }

    private CompletionStage<Optional<Again>> send(
        Map<NotifiedActivity, Item> untold, Optional<FailingEndpoint> endpoint) {
      List<NotifiedActivity> activities = List.copyOf(untold.keySet());
      Message sent =
          new Message(
              id,
              message.getRecipientId(),
              message.getDigest(),
              Micros.toInstant(message.getDue()),
              Micros.toInstant(message.getExpires()),
              List.copyOf(untold.values()));
      return ledger
          .claim(message.getRecipientId(), activities, id)
          .thenCompose(claimed -> sender.send(sent, address))
          .thenCompose(
              delivery -> {
                metrics.attempt(delivery);
                return delivery.result() == Delivery.Result.ACCEPTED
                    ? accepted(activities, delivery, endpoint)
                    : failed(activities, delivery, endpoint);
              });
    }

    /** It is out: to send it again because it could not be recorded would tell it twice. */
    private CompletionStage<Optional<Again>> accepted(
        List<NotifiedActivity> activities, Delivery delivery, Optional<FailingEndpoint> endpoint) {
      Instant now = clock.instant();
      metrics.accepted(message, now);
      activities.forEach(notified -> sent(notified, isMaybeTwice, delivery.detail()));
      CompletionStage<Void> recorded =
          Repetition.untilDone(
              () -> ledger.confirm(message.getRecipientId(), activities, Micros.of(now)), PAUSE);
      return endpoint
          .map(
              failing ->
                  recorded.thenCompose(
                      confirmed -> Repetition.untilDone(() -> endpoints.recovered(failing), PAUSE)))
          .orElse(recorded)
          .thenCompose(done -> reported(Optional.empty()));
    }

    private CompletionStage<Optional<Again>> failed(
        List<NotifiedActivity> activities, Delivery delivery, Optional<FailingEndpoint> endpoint) {
      if (message.getExpires() <= Micros.of(clock.instant())) {
        // The receiver may not have been asked.
        return concluded(activities, delivery, false);
      }
      return Repetition.untilDone(
              () -> endpoints.failed(message.getRecipientId(), address, endpoint, delivery), PAUSE)
          .thenCompose(
              isDisabled -> {
                if (isDisabled) {
                  metrics.endpointDisabled();
                }
                return concluded(activities, delivery, isDisabled);
              });
    }

    private CompletionStage<Optional<Again>> concluded(
        List<NotifiedActivity> activities, Delivery delivery, boolean isDisabled) {
      if (delivery.result() == Delivery.Result.RETRY && !isDisabled) {
        Instant again = clock.instant().plus(Retries.pause(attempt, delivery.retryAfter(), random));
        activities.forEach(notified -> wait(notified, again, delivery.detail()));
        return reported(Optional.of(new Again(again, true, delivery.isMaybeAccepted())));
      }
      SuppressionReason reason =
          switch (delivery.result()) {
            case RETRY -> SuppressionReason.ENDPOINT_DISABLED;
            case REFUSED -> SuppressionReason.REFUSED;
            case GONE -> SuppressionReason.NO_ADDRESS;
            case ACCEPTED -> throw new IllegalStateException("It was accepted: " + delivery);
          };
      activities.forEach(notified -> suppress(notified, reason, delivery.detail()));
      return reported(Optional.empty());
    }

    private CompletionStage<Optional<Again>> waitUntil(
        Instant morning, Set<NotifiedActivity> untold) {
      untold.forEach(notified -> wait(notified, morning, null));
      return reported(Optional.of(new Again(morning, false, false)));
    }

    private CompletionStage<Optional<Again>> reported(Optional<Again> again) {
      if (outcomes.isEmpty()) {
        return CompletableFuture.completedFuture(again);
      }
      return Repetition.untilDone(() -> reports.report(outcomes), PAUSE)
          .thenApply(
              done -> {
                outcomes.forEach(metrics::outcome);
                return again;
              });
    }

    private void suppress(
        NotifiedActivity notified, SuppressionReason reason, @Nullable String detail) {
      add(notified, OutcomeStatus.SUPPRESSED, detail).setReason(reason);
    }

    private void sent(NotifiedActivity notified, boolean maybeTwice, @Nullable String detail) {
      add(notified, OutcomeStatus.SENT, detail).setMaybeTwice(maybeTwice);
    }

    private void wait(NotifiedActivity notified, Instant until, @Nullable String detail) {
      add(notified, OutcomeStatus.WAITING, detail).setDue(Micros.of(until));
    }

    private Outcome add(NotifiedActivity notified, OutcomeStatus status, @Nullable String detail) {
      Outcome outcome =
          new Outcome(
              message.getRecipientId(),
              message.getChannel(),
              notified.getActivity(),
              notified.getVersion(),
              status,
              null,
              null,
              id,
              false,
              Micros.of(clock.instant()),
              detail);
      outcomes.add(outcome);
      return outcome;
    }
  }
}
