package io.fanfare.jobs.notifications.histories;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.SettingChange;
import io.fanfare.schemas.notifications.SettingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the effects of a history, by what was given and nothing else. */
final class Findings {

  private static final long DAY = Micros.of(Duration.ofDays(1));
  private static final long HOUR = Micros.of(Duration.ofHours(1));

  private record EventOfChannel(Channel channel, long version) {}

  private final int mostPerHour;
  private final List<String> found = new ArrayList<>();
  private final Set<EventOfChannel> told = new HashSet<>();
  private final Set<EventOfChannel> suppressed = new HashSet<>();
  private final Set<EventOfChannel> waiting = new HashSet<>();
  private final Map<String, Integer> hours = new HashMap<>();

  Findings(int mostPerHour) {
    this.mostPerHour = mostPerHour;
  }

  List<String> all() {
    return found;
  }

  /** The counts of an hour are state: after a crash they begin with those of the checkpoint. */
  void crash() {
    hours.clear();
  }

  void outcome(Outcome outcome) {
    EventOfChannel event = new EventOfChannel(outcome.getChannel(), outcome.getVersion());
    (outcome.getStatus() == OutcomeStatus.WAITING ? waiting : suppressed).add(event);
  }

  /**
   * @param settingsRead the version up to which settings have been read
   */
  void message(Notification message, Known known, long settingsRead, long now) {
    Set<Activity> activities = new HashSet<>();
    for (NotifiedActivity notified : message.getActivities()) {
      Activity activity = notified.getActivity();
      told.add(new EventOfChannel(message.getChannel(), notified.getVersion()));
      require(activities.add(activity), "twice in a message", notified);
      require(activity.getActivityTime() <= now, "before its time", notified);
      require(!known.isOptedOut(message.getChannel(), activity.getKind()), "opted out", notified);
      require(!known.isSeen(activity.getActivityTime()), "seen", notified);
      Setting setting =
          known.settings.get(new SettingKey(message.getChannel(), activity.getKind()));
      require(setting != null && setting.getEnabled(), "not enabled", notified);
      require(setting == null || !isQuiet(setting, now), "in quiet hours", notified);
      require(
          message.getDue() <= now && now < message.getExpires(), "before or after it", notified);
      require(
          !isOvertaken(notified, message.getDigest(), known, settingsRead), "taken back", notified);
    }
    if (!message.getDigest()) {
      count(message.getChannel(), now);
    }
  }

  private void count(Channel channel, long now) {
    int messages = hours.merge(channel + "/" + Math.floorDiv(now, HOUR), 1, Integer::sum);
    if (messages > mostPerHour) {
      found.add("too many in an hour");
    }
  }

  /** Whether it was taken back while it waited. */
  private static boolean isOvertaken(
      NotifiedActivity notified, boolean isDigest, Known known, long settingsRead) {
    Activity activity = notified.getActivity();
    int came = known.lastPlace(notified.getVersion());
    if (came < 0) {
      return true;
    }
    return isDigest
        && known.entries.subList(came + 1, known.entries.size()).stream()
            .filter(later -> later.getVersion() > notified.getVersion())
            // What is ahead of the settings waits for them.
            .filter(later -> later.getVersion() <= settingsRead)
            .map(Known::entry)
            .anyMatch(
                later ->
                    later.getOperation() == UpdateOperation.REMOVED
                        && later.getActivity().equals(activity));
  }

  private static boolean isQuiet(Setting setting, long now) {
    Integer from = setting.getQuietFrom();
    Integer to = setting.getQuietTo();
    long second = Math.floorMod(Micros.toSeconds(now), DAY / 1_000_000);
    return from != null && to != null && (second >= from || second < to);
  }

  /** After everything is over, each event has been told or suppressed, or nobody asked for it. */
  void endOf(List<RecipientChange> log, RecipientInMemory state) {
    for (RecipientChange change : log) {
      if (change.getChange() instanceof EntryChange entry) {
        for (Channel channel : Channel.values()) {
          check(change, entry, channel, log);
        }
      }
    }
    if (state.waiting().iterator().hasNext()) {
      found.add("something waits without end");
    }
    for (Channel channel : Channel.values()) {
      if (state.load(channel).getWaiting() != 0) {
        found.add("the number of what waits is wrong");
      }
    }
  }

  private void check(
      RecipientChange change, EntryChange entry, Channel channel, List<RecipientChange> log) {
    long version = change.getVersion();
    SettingKey key = new SettingKey(channel, entry.getActivity().getKind());
    EventOfChannel event = new EventOfChannel(channel, version);
    Setting then = at(log, key, version);
    boolean isAsked = entry.getNews() && then != null && then.getEnabled();
    boolean isOld = entry.getActivity().getActivityTime() < entry.getTime() - DAY;
    if (told.contains(event) && (!isAsked || isOld)) {
      found.add("told of what is no news: " + change);
    }
    if (!entry.getNews() && (suppressed.contains(event) || waiting.contains(event))) {
      found.add("an outcome of what is no news: " + change);
    }
    boolean isFinal = told.contains(event) || suppressed.contains(event);
    if (isAsked && !isFinal) {
      found.add("no outcome: " + change + " " + channel);
    }
  }

  private static @Nullable Setting at(List<RecipientChange> log, SettingKey key, long version) {
    Setting found = null;
    for (RecipientChange change : log) {
      if (change.getVersion() <= version
          && change.getChange() instanceof SettingChange setting
          && setting.getKey().equals(key)) {
        found = setting.getSetting();
      }
    }
    return found;
  }

  private void require(boolean isRight, String what, NotifiedActivity notified) {
    if (!isRight) {
      found.add(what + ": " + notified);
    }
  }
}
