package io.fanfare.ops.notifications;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one recipient missed in one channel, by the messages and outcomes of the topics: what was
 * suppressed because of its receiver, and not by the recipient's choices or rows.
 */
final class Missed {

  private static final Set<SuppressionReason> OF_RECEIVER =
      Set.of(
          SuppressionReason.ENDPOINT_DISABLED,
          SuppressionReason.EXPIRED,
          SuppressionReason.NO_ADDRESS,
          SuppressionReason.REFUSED,
          SuppressionReason.TOO_MANY);

  /** What a recipient is told once, whatever its time and version. */
  private record Subject(ActivityKind kind, long actorId, long objectId) {

    static Subject of(Activity activity) {
      return new Subject(activity.getKind(), activity.getActorId(), activity.getObjectId());
    }
  }

  private record Event(Subject subject, long version) {}

  private final Map<String, Notification> messages = new LinkedHashMap<>();
  private final Map<String, Map<Subject, NotifiedActivity>> contents = new HashMap<>();
  private final Map<Event, Outcome> outcomes = new HashMap<>();

  /**
   * Adds a message. One with the same id is a repetition, or about a newer version of the same
   * activity: then that version counts.
   */
  void add(Notification message) {
    messages.merge(
        message.getId(),
        message,
        (before, after) -> after.getDue() > before.getDue() ? after : before);
    Map<Subject, NotifiedActivity> content =
        contents.computeIfAbsent(message.getId(), added -> new LinkedHashMap<>());
    for (NotifiedActivity notified : message.getActivities()) {
      content.merge(
          Subject.of(notified.getActivity()),
          notified,
          (before, after) -> after.getVersion() > before.getVersion() ? after : before);
    }
  }

  /** Adds an outcome, in the order of the topic. What was sent stays sent. */
  void add(Outcome outcome) {
    outcomes.merge(
        new Event(Subject.of(outcome.getActivity()), outcome.getVersion()),
        outcome,
        (before, after) -> before.getStatus() == OutcomeStatus.SENT ? before : after);
  }

  /**
   * The messages to send again, oldest first, each with the activities that were missed. They have
   * their ids and due times, so that receivers and the ledger know them, and are news again.
   *
   * @param since only messages that were due then or later, µs since the epoch
   * @param expires when they are no longer news, µs since the epoch
   */
  List<Notification> messages(long since, long expires) {
    List<Notification> missed = new ArrayList<>();
    for (Notification message : messages.values()) {
      List<NotifiedActivity> activities =
          contents.getOrDefault(message.getId(), Map.of()).values().stream()
              .filter(this::isMissed)
              .toList();
      if (message.getDue() >= since && !activities.isEmpty()) {
        missed.add(
            Notification.newBuilder(message)
                .setBatch(true)
                .setExpires(expires)
                .setActivities(activities)
                .build());
      }
    }
    missed.sort(Comparator.comparingLong(Notification::getDue));
    return missed;
  }

  private boolean isMissed(NotifiedActivity notified) {
    Outcome outcome =
        outcomes.get(new Event(Subject.of(notified.getActivity()), notified.getVersion()));
    return outcome != null
        && outcome.getStatus() == OutcomeStatus.SUPPRESSED
        && outcome.getReason() != null
        && OF_RECEIVER.contains(outcome.getReason());
  }
}
