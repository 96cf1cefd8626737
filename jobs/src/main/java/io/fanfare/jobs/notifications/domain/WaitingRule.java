package io.fanfare.jobs.notifications.domain;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.ChannelLoad;
import io.fanfare.schemas.notifications.ChoicesRule;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.SettingKey;
import io.fanfare.schemas.notifications.Slots;
import io.fanfare.schemas.notifications.SuppressionReason;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Admits activities of one recipient, keeps them until they are due, and emits them. Every activity
 * that is admitted or refused has an outcome.
 */
final class WaitingRule {

  /** An activity that is older when it comes is no news. */
  private static final long OLDEST = Micros.of(Duration.ofHours(24));

  /** How long a message is news, from when it is due. */
  private static final long NEWS_FOR = Micros.of(Duration.ofHours(24));

  private static final long MINUTE = Micros.of(Duration.ofMinutes(1));
  private static final long HOUR = Micros.of(Duration.ofHours(1));

  /** Activities that wait for one recipient in one channel. */
  static final int MOST_WAITING = 500;

  private final RecipientState state;
  private final Messages messages;
  private final long now;
  private final int mostPerHour;

  /**
   * @param now µs since the epoch
   * @param mostPerHour as in {@link RecipientRule}
   */
  WaitingRule(long recipientId, RecipientState state, long now, int mostPerHour, Effects effects) {
    this.state = state;
    this.messages = new Messages(recipientId, now, effects);
    this.now = now;
    this.mostPerHour = mostPerHour;
  }

  /**
   * Admits a live activity to a channel, or refuses it with a reason.
   *
   * @param version of the completion event
   * @param setting of the activity's kind
   */
  void admit(long version, EntryChange change, Setting setting) {
    Channel channel = setting.getKey().getChannel();
    Activity activity = change.getActivity();
    if (!setting.getEnabled() || setting.getEnabledSince() > version) {
      // It may have been enabled at the activity's version. What came later, nobody asked for.
      if (setting.getVersion() > version) {
        messages.suppress(channel, activity, version, SuppressionReason.DISABLED);
      }
      return;
    }
    WaitingKey key = key(channel, activity);
    Waiting known = state.waiting(key);
    if (known != null && known.getVersion() >= version) {
      if (known.getVersion() > version) {
        messages.suppress(channel, activity, version, SuppressionReason.SUPERSEDED);
      }
      return;
    }
    if (known != null) {
      remove(key);
      messages.suppress(key, known, SuppressionReason.SUPERSEDED);
    }
    long begins = Math.max(change.getTime(), activity.getActivityTime());
    long due = Slots.due(begins, setting);
    Waiting waiting =
        new Waiting(
            version,
            activity.getActivityTime(),
            due,
            due + NEWS_FOR,
            due > begins,
            change.getBatch());
    if (activity.getActivityTime() < change.getTime() - OLDEST) {
      messages.suppress(key, waiting, SuppressionReason.TOO_OLD);
    } else {
      place(key, waiting, setting);
    }
  }

  /** Takes an activity back, unless a newer version of it waits. */
  void withdraw(Channel channel, Activity activity, long version) {
    WaitingKey key = key(channel, activity);
    Waiting known = state.waiting(key);
    if (known != null
        && known.getVersion() < version
        && known.getActivityTime() == activity.getActivityTime()) {
      remove(key);
      messages.suppress(key, known, SuppressionReason.WITHDRAWN);
    }
  }

  /** Suppresses all that waits for a channel and kind. */
  void disable(SettingKey key) {
    for (Map.Entry<WaitingKey, Waiting> entry : entries()) {
      if (isOf(entry.getKey(), key)) {
        remove(entry.getKey());
        messages.suppress(entry.getKey(), entry.getValue(), SuppressionReason.DISABLED);
      }
    }
  }

  /** Emits what is due: the settings and choices of now decide once more. */
  void emitDue() {
    Bundles bundles = new Bundles(messages);
    for (Map.Entry<WaitingKey, Waiting> entry : entries()) {
      WaitingKey key = entry.getKey();
      Waiting waiting = entry.getValue();
      if (waiting.getDue() <= now) {
        remove(key);
        Setting setting = setting(key);
        if (waiting.getDigest() && refusal(key, waiting) == null && !isQuiet(setting)) {
          bundles.add(key, waiting);
        } else {
          place(key, waiting, setting);
        }
      }
    }
    bundles.emit();
  }

  /** A copy: the state changes while it is read. */
  private List<Map.Entry<WaitingKey, Waiting>> entries() {
    List<Map.Entry<WaitingKey, Waiting>> entries = new ArrayList<>();
    state.waiting().forEach(entry -> entries.add(Map.entry(entry.getKey(), entry.getValue())));
    return entries;
  }

  /** Refuses an activity, emits it at once, or lets it wait. */
  private void place(WaitingKey key, Waiting waiting, Setting setting) {
    SuppressionReason refusal = refusal(key, waiting);
    if (refusal != null) {
      messages.suppress(key, waiting, refusal);
    } else if (waiting.getDue() > now) {
      enqueue(key, waiting);
    } else if (isQuiet(setting)) {
      enqueue(key, postponed(waiting, Slots.endOfQuiet(now, setting)));
    } else if (waiting.getDigest()) {
      // Its time has passed: those that come with it are one digest, with an id of its own.
      enqueue(key, postponed(waiting, endOf(MINUTE)));
    } else if (!countMessage(key.getChannel())) {
      enqueue(key, postponed(waiting, endOf(HOUR)));
    } else {
      messages.emit(key, waiting);
    }
  }

  private @Nullable SuppressionReason refusal(WaitingKey key, Waiting waiting) {
    if (waiting.getExpires() <= now) {
      return SuppressionReason.EXPIRED;
    }
    if (ChoicesRule.isOptedOut(state.choices(), key.getChannel(), key.getKind())) {
      return SuppressionReason.OPTED_OUT;
    }
    return ChoicesRule.isSeen(state.choices(), waiting.getActivityTime())
        ? SuppressionReason.SEEN
        : null;
  }

  private void enqueue(WaitingKey key, Waiting waiting) {
    if (waiting.getDue() >= waiting.getExpires()) {
      messages.suppress(key, waiting, SuppressionReason.EXPIRED);
    } else if (!hasRoom(key.getChannel(), waiting.getDue())) {
      messages.suppress(key, waiting, SuppressionReason.TOO_MANY);
    } else {
      ChannelLoad load = state.load(key.getChannel());
      state.setWaiting(key, waiting);
      setWaiting(load, key.getChannel(), load.getWaiting() + 1);
      messages.wait(key, waiting);
    }
  }

  /** Makes room, if need be, at the cost of what is due last: it may be scheduled for years on. */
  private boolean hasRoom(Channel channel, long due) {
    if (state.load(channel).getWaiting() < MOST_WAITING) {
      return true;
    }
    Map.Entry<WaitingKey, Waiting> last =
        entries().stream()
            .filter(entry -> entry.getKey().getChannel() == channel)
            .max(Comparator.comparingLong(entry -> entry.getValue().getDue()))
            .orElseThrow();
    if (last.getValue().getDue() <= due) {
      return false;
    }
    remove(last.getKey());
    messages.suppress(last.getKey(), last.getValue(), SuppressionReason.TOO_MANY);
    return true;
  }

  private void remove(WaitingKey key) {
    state.setWaiting(key, null);
    ChannelLoad load = state.load(key.getChannel());
    setWaiting(load, key.getChannel(), load.getWaiting() - 1);
  }

  private void setWaiting(ChannelLoad load, Channel channel, int waiting) {
    state.setLoad(channel, new ChannelLoad(load.getHour(), load.getMessages(), waiting));
  }

  /** Counts a message that is emitted at once; false if there were enough in this hour. */
  private boolean countMessage(Channel channel) {
    ChannelLoad load = state.load(channel);
    long hour = Math.floorDiv(now, HOUR);
    int before = load.getHour() == hour ? load.getMessages() : 0;
    if (before >= mostPerHour) {
      return false;
    }
    state.setLoad(channel, new ChannelLoad(hour, before + 1, load.getWaiting()));
    return true;
  }

  private boolean isQuiet(Setting setting) {
    return Slots.endOfQuiet(now, setting) > now;
  }

  /** There is one: when it goes, nothing waits for it any longer. */
  private Setting setting(WaitingKey key) {
    return state.settings().stream()
        .filter(setting -> isOf(key, setting.getKey()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(WaitingKey waiting, SettingKey key) {
    return waiting.getChannel() == key.getChannel() && waiting.getKind() == key.getKind();
  }

  /** The end of the minute or hour that it is. */
  private long endOf(long unit) {
    return (Math.floorDiv(now, unit) + 1) * unit;
  }

  /** It becomes part of a digest. */
  private static Waiting postponed(Waiting waiting, long due) {
    return Waiting.newBuilder(waiting).setDue(due).setDigest(true).build();
  }

  private static WaitingKey key(Channel channel, Activity activity) {
    return new WaitingKey(
        channel, activity.getKind(), activity.getActorId(), activity.getObjectId());
  }
}
