package io.fanfare.jobs.notifications.histories;

import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.SeenUntil;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.SettingChange;
import io.fanfare.schemas.notifications.SettingKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the job has been given, in a form that shares nothing with its state. */
final class Known {

  final Map<SettingKey, Setting> settings = new HashMap<>();
  final List<RecipientChange> entries = new ArrayList<>();
  private final Map<String, Boolean> optedOut = new HashMap<>();
  private long seenUntil = Long.MIN_VALUE;

  Known copy() {
    Known copy = new Known();
    copy.settings.putAll(settings);
    copy.entries.addAll(entries);
    copy.optedOut.putAll(optedOut);
    copy.seenUntil = seenUntil;
    return copy;
  }

  void add(RecipientChange change) {
    if (change.getChange() instanceof SettingChange setting) {
      if (setting.getSetting() == null) {
        settings.remove(setting.getKey());
      } else {
        settings.put(setting.getKey(), setting.getSetting());
      }
    } else if (change.getChange() instanceof OptOut optOut) {
      optedOut.put(optOut.getChannel() + "/" + optOut.getKind(), optOut.getOptedOut());
    } else if (change.getChange() instanceof SeenUntil seen) {
      seenUntil = Math.max(seenUntil, seen.getActivityTime());
    } else {
      entries.add(change);
    }
  }

  boolean isOptedOut(Channel channel, ActivityKind kind) {
    return isChosen(channel, kind) || isChosen(channel, null);
  }

  private boolean isChosen(Channel channel, @Nullable ActivityKind kind) {
    return optedOut.getOrDefault(channel + "/" + kind, false);
  }

  boolean isSeen(long activityTime) {
    return activityTime <= seenUntil;
  }

  /** The last place at which an entry of this version was given; -1 if it was not. */
  int lastPlace(long version) {
    for (int place = entries.size() - 1; place >= 0; place--) {
      if (entries.get(place).getVersion() == version) {
        return place;
      }
    }
    return -1;
  }

  static EntryChange entry(RecipientChange change) {
    return (EntryChange) change.getChange();
  }
}
