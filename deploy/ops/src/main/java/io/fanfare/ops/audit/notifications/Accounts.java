package io.fanfare.ops.audit.notifications;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has become of each event, by what the topics hold. */
final class Accounts {

  /** An activity that waits for its time is emitted soon after it. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private static final class Account {
    @Nullable OutcomeStatus status;
    @Nullable SuppressionReason reason;
    long due;
    boolean isWithAgent;
  }

  private final Map<NotifiedEvent, Account> accounts = new HashMap<>();
  private final Map<String, Set<String>> messages = new HashMap<>();
  private final Set<NotifiedEvent> unasked = new LinkedHashSet<>();

  /** The oldest version of any event: outcomes of older ones cannot be judged. */
  private long oldest = Long.MAX_VALUE;

  /** How many events it keeps. */
  int size() {
    return accounts.size();
  }

  /** Expects an outcome. */
  void expect(NotifiedEvent event) {
    accounts.putIfAbsent(event, new Account());
  }

  void noteVersion(long version) {
    oldest = Math.min(oldest, version);
  }

  /** The topics are read once more: agents have gone on. */
  void readAgain() {
    accounts.values().forEach(account -> account.isWithAgent = false);
  }

  /** A message that the agent of its channel has not finished. */
  void withAgent(Notification message) {
    for (NotifiedActivity notified : message.getActivities()) {
      Account account =
          accounts.get(
              new NotifiedEvent(
                  message.getRecipientId(),
                  message.getChannel(),
                  notified.getActivity(),
                  notified.getVersion()));
      if (account != null) {
        account.isWithAgent = true;
      }
    }
  }

  /** Repetitions replace each other: SENT stands above SUPPRESSED, and both above WAITING. */
  void add(Outcome outcome, EnabledChannels enabled) {
    NotifiedEvent event = NotifiedEvent.of(outcome);
    Account account = accounts.get(event);
    boolean isSent = outcome.getStatus() == OutcomeStatus.SENT;
    if (isSent && outcome.getNotificationId() != null) {
      messages
          .computeIfAbsent(event.told(), added -> new HashSet<>())
          .add("%s of version %d".formatted(outcome.getNotificationId(), event.version()));
    }
    if (account == null) {
      if (isSent
          && event.version() >= oldest
          && enabled.knows(event.version())
          && !enabled
              .at(event.version(), event.recipientId(), event.activity().getKind())
              .contains(event.channel())) {
        unasked.add(event);
      }
      return;
    }
    OutcomeStatus known = account.status;
    boolean isFinal = known != null && known != OutcomeStatus.WAITING;
    if (isSent || !isFinal) {
      account.status = outcome.getStatus();
      account.reason = outcome.getReason();
      account.due = outcome.getDue() == null ? 0 : outcome.getDue();
    }
  }

  boolean isComplete(Instant now) {
    return accounts.values().stream().allMatch(account -> isAccountedFor(account, now));
  }

  private static boolean isAccountedFor(Account account, Instant now) {
    if (account.isWithAgent) {
      return true;
    }
    return account.status != null
        && (account.status != OutcomeStatus.WAITING
            || Micros.toInstant(account.due).plus(LATE).isAfter(now));
  }

  NotificationsReport report(Instant now) {
    long sent = 0;
    long waiting = 0;
    Map<SuppressionReason, Long> suppressed = new EnumMap<>(SuppressionReason.class);
    List<String> unaccounted = new ArrayList<>();
    long missing = 0;
    for (Map.Entry<NotifiedEvent, Account> entry : accounts.entrySet()) {
      Account account = entry.getValue();
      if (!isAccountedFor(account, now)) {
        missing++;
        name(entry.getKey(), unaccounted);
      } else if (account.status == OutcomeStatus.SENT) {
        sent++;
      } else if (account.status == OutcomeStatus.SUPPRESSED && account.reason != null) {
        suppressed.merge(account.reason, 1L, Long::sum);
      } else {
        waiting++;
      }
    }
    List<String> twice = new ArrayList<>();
    messages.forEach(
        (told, ids) -> {
          if (ids.size() > 1) {
            twice.add("%s by messages %s".formatted(told, String.join(", ", ids)));
          }
        });
    return new NotificationsReport(
        accounts.size(),
        sent,
        suppressed,
        waiting,
        missing,
        unaccounted,
        twice.size(),
        first(twice),
        unasked.size(),
        first(unasked.stream().map(NotifiedEvent::toString).toList()));
  }

  private static void name(NotifiedEvent event, List<String> names) {
    if (names.size() < NotificationsReport.MOST_NAMED) {
      names.add(event.toString());
    }
  }

  private static List<String> first(List<String> findings) {
    return List.copyOf(
        findings.subList(0, Math.min(NotificationsReport.MOST_NAMED, findings.size())));
  }
}
