package io.fanfare.jobs.notifications.domain;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotificationIds;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.SuppressionReason;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the messages and outcomes of one recipient. */
final class Messages {

  private final long recipientId;
  private final long now;
  private final Effects effects;

  /**
   * @param now µs since the epoch
   */
  Messages(long recipientId, long now, Effects effects) {
    this.recipientId = recipientId;
    this.now = now;
    this.effects = effects;
  }

  /** Emits a message about one activity. */
  void emit(WaitingKey key, Waiting waiting) {
    NotifiedActivity activity = activity(key, waiting);
    effects.message(
        new Notification(
            NotificationIds.ofActivity(recipientId, key.getChannel(), activity.getActivity()),
            recipientId,
            key.getChannel(),
            false,
            waiting.getBatch(),
            waiting.getDue(),
            waiting.getExpires(),
            List.of(activity)));
  }

  /**
   * Emits a digest.
   *
   * @param expires the latest of its activities, µs since the epoch
   */
  void emit(Channel channel, long due, long expires, List<NotifiedActivity> activities) {
    effects.message(
        new Notification(
            NotificationIds.ofDigest(recipientId, channel, due),
            recipientId,
            channel,
            true,
            true,
            due,
            expires,
            activities));
  }

  void wait(WaitingKey key, Waiting waiting) {
    Activity activity = activity(key, waiting).getActivity();
    effects.outcome(
        outcome(
            key.getChannel(),
            activity,
            waiting.getVersion(),
            OutcomeStatus.WAITING,
            null,
            waiting.getDue()));
    effects.wake(waiting.getDue());
  }

  void suppress(WaitingKey key, Waiting waiting, SuppressionReason reason) {
    Activity activity = activity(key, waiting).getActivity();
    suppress(key.getChannel(), activity, waiting.getVersion(), reason);
  }

  void suppress(Channel channel, Activity activity, long version, SuppressionReason reason) {
    effects.outcome(outcome(channel, activity, version, OutcomeStatus.SUPPRESSED, reason, null));
  }

  static NotifiedActivity activity(WaitingKey key, Waiting waiting) {
    Activity activity =
        new Activity(key.getKind(), key.getActorId(), key.getObjectId(), waiting.getActivityTime());
    return new NotifiedActivity(activity, waiting.getVersion());
  }

  private Outcome outcome(
      Channel channel,
      Activity activity,
      long version,
      OutcomeStatus result,
      @Nullable SuppressionReason reason,
      @Nullable Long due) {
    return new Outcome(
        recipientId, channel, activity, version, result, reason, due, null, false, now, null);
  }
}
