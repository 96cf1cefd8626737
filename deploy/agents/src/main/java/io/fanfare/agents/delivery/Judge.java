package io.fanfare.agents.delivery;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.fanfare.agents.message.Item;
import io.fanfare.api.dashboard.PageRows;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.ChoicesRule;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.SettingRows;
import io.fanfare.schemas.notifications.Slots;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Judges messages in the moment in which they are sent. Blocks, mutes, privacy and settings emit no
 * completion event: only this judgement finds what they hide.
 */
public final class Judge {

  private final Rows rows;
  private final Recipients recipients;
  private final Wordbook wordbook;
  private final Clock clock;

  public Judge(Rows rows, Recipients recipients, Wordbook wordbook, Clock clock) {
    this.rows = rows;
    this.recipients = recipients;
    this.wordbook = wordbook;
    this.clock = clock;
  }

  /**
   * Judges messages of one channel together, with as many statements as for one. The verdicts are
   * in the order of the messages. Fails if the rows or choices cannot be read.
   */
  public CompletionStage<List<Verdict>> judge(List<Notification> messages) {
    Set<Long> ids = messages.stream().map(Notification::getRecipientId).collect(toSet());
    Map<Long, Set<Activity>> activities =
        messages.stream()
            .collect(
                groupingBy(
                    Notification::getRecipientId,
                    flatMapping(
                        message ->
                            message.getActivities().stream().map(NotifiedActivity::getActivity),
                        toSet())));
    var loaded = rows.of(activities).toCompletableFuture();
    var settings = rows.settings(ids).toCompletableFuture();
    Map<Long, CompletableFuture<Choices>> choices = new HashMap<>();
    ids.forEach(id -> choices.put(id, recipients.choices(id).toCompletableFuture()));
    List<CompletableFuture<?>> all = new ArrayList<>(choices.values());
    all.add(loaded);
    all.add(settings);
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                messages.stream()
                    .map(
                        message -> {
                          long id = message.getRecipientId();
                          return judge(
                              message,
                              Objects.requireNonNull(loaded.join().get(id)),
                              settings.join().getOrDefault(id, List.of()),
                              Objects.requireNonNull(choices.get(id)).join());
                        })
                    .toList());
  }

  private Verdict judge(
      Notification message, PageRows of, List<NotificationSettings> settings, Choices choices) {
    Instant now = clock.instant();
    // The job emits what is due: a clock that is slow must not take it for the future.
    long micros = Math.max(Micros.of(now), message.getDue());
    Map<String, Map<NotifiedActivity, Item>> told = new LinkedHashMap<>();
    Map<NotifiedActivity, SuppressionReason> refused = new LinkedHashMap<>();
    long quietUntil = micros;
    for (NotifiedActivity notified : message.getActivities()) {
      Activity activity = notified.getActivity();
      NotificationSettings row = row(settings, message.getChannel(), activity);
      SuppressionReason reason = reason(message, activity, row, of, choices, micros);
      if (reason == null) {
        Setting setting = SettingRows.setting(Objects.requireNonNull(row), 0).orElseThrow();
        quietUntil = Math.max(quietUntil, Slots.endOfQuiet(micros, setting));
        told.computeIfAbsent(
                Objects.requireNonNullElse(row.getAddress(), "").strip(),
                address -> new LinkedHashMap<>())
            .put(notified, wordbook.item(of.withModels(activity)));
      } else {
        refused.put(notified, reason);
      }
    }
    return new Verdict(told, refused, quietUntil > micros ? Micros.toInstant(quietUntil) : null);
  }

  private static @Nullable SuppressionReason reason(
      Notification message,
      Activity activity,
      @Nullable NotificationSettings row,
      PageRows of,
      Choices choices,
      long now) {
    if (message.getExpires() <= now) {
      return SuppressionReason.EXPIRED;
    }
    if (row == null || !row.getEnabled()) {
      return SuppressionReason.DISABLED;
    }
    if (ChoicesRule.isOptedOut(choices, message.getChannel(), activity.getKind())) {
      return SuppressionReason.OPTED_OUT;
    }
    if (ChoicesRule.isSeen(choices, activity.getActivityTime())) {
      return SuppressionReason.SEEN;
    }
    boolean isShown =
        DashboardRule.judge(activity, message.getRecipientId(), of, now)
            == DashboardRule.Verdict.SHOWN;
    return isShown ? null : SuppressionReason.HIDDEN;
  }

  private static @Nullable NotificationSettings row(
      List<NotificationSettings> settings, Channel channel, Activity activity) {
    return settings.stream()
        .filter(
            row ->
                SettingRows.key(row)
                    .filter(key -> key.getChannel() == channel)
                    .filter(key -> key.getKind() == activity.getKind())
                    .isPresent())
        .findFirst()
        .orElse(null);
  }
}
