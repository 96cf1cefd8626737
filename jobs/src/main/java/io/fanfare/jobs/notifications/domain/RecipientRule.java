package io.fanfare.jobs.notifications.domain;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.ChoicesRule;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.SeenUntil;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.SettingChange;
import io.fanfare.schemas.notifications.SettingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, at the recipient's key, what becomes of each completion event in each channel.
 *
 * <p>Completion events and settings come by different ways. An event is judged by the settings of
 * its version: one that comes before them waits until all settings up to its version have been
 * read.
 */
public final class RecipientRule {

  /**
   * Settings are usually read long before; if they are late, asking often would make them later.
   */
  private static final long SHORTEST_WAIT = Micros.of(Duration.ofMillis(20));

  private static final long LONGEST_WAIT = Micros.of(Duration.ofMinutes(1));

  private final int mostPerHour;

  /**
   * @param mostPerHour messages that a channel emits at once to one recipient in an hour; what is
   *     more becomes a digest at the hour's end
   */
  public RecipientRule(int mostPerHour) {
    this.mostPerHour = mostPerHour;
  }

  /**
   * Applies a change.
   *
   * @param settingsVersion all settings up to it have been read
   * @param now µs since the epoch
   */
  public void apply(
      RecipientChange change,
      RecipientState state,
      long settingsVersion,
      long now,
      Effects effects) {
    if (change.getChange() instanceof EntryChange entry) {
      if (change.getVersion() > settingsVersion) {
        state.addEarly(change);
        askAgain(entry, now, effects);
      } else if (!state.settings().isEmpty()) {
        // What came earlier is applied earlier.
        applyEarly(state, settingsVersion, now, effects);
        onEntry(change, entry, state, now, effects);
      }
    } else if (change.getChange() instanceof SettingChange setting) {
      onSetting(change, setting, state, now, effects);
    } else if (change.getChange() instanceof OptOut optOut) {
      state.setChoices(ChoicesRule.with(state.choices(), optOut));
    } else if (change.getChange() instanceof SeenUntil seen) {
      state.setChoices(ChoicesRule.with(state.choices(), seen));
    }
  }

  /** Does what is due, and asks for the next call. */
  public void wake(
      long recipientId, RecipientState state, long settingsVersion, long now, Effects effects) {
    List<RecipientChange> early = applyEarly(state, settingsVersion, now, effects);
    if (!early.isEmpty()) {
      askAgain((EntryChange) early.get(0).getChange(), now, effects);
    }
    new WaitingRule(recipientId, state, now, mostPerHour, effects).emitDue();
  }

  /** The older a change is, the later: and one call is for all that came within the same pause. */
  private static void askAgain(EntryChange early, long now, Effects effects) {
    long age = now - early.getTime();
    long pause = Math.max(SHORTEST_WAIT, Math.min(age / 4, LONGEST_WAIT));
    effects.wake((Math.floorDiv(now, pause) + 1) * pause);
  }

  /** Applies the changes whose settings have been read by now; returns the others. */
  private List<RecipientChange> applyEarly(
      RecipientState state, long settingsVersion, long now, Effects effects) {
    List<RecipientChange> early = state.early();
    List<RecipientChange> others =
        early.stream().filter(change -> change.getVersion() > settingsVersion).toList();
    if (others.size() < early.size()) {
      state.setEarly(others);
      for (RecipientChange change : early) {
        if (change.getVersion() <= settingsVersion) {
          onEntry(change, (EntryChange) change.getChange(), state, now, effects);
        }
      }
    }
    return others;
  }

  private void onEntry(
      RecipientChange change, EntryChange entry, RecipientState state, long now, Effects effects) {
    List<Setting> settings = state.settings();
    if (settings.isEmpty()) {
      return;
    }
    WaitingRule waiting =
        new WaitingRule(change.getRecipientId(), state, now, mostPerHour, effects);
    if (entry.getOperation() == UpdateOperation.REMOVED) {
      for (Channel channel : Channel.values()) {
        waiting.withdraw(channel, entry.getActivity(), change.getVersion());
      }
    } else if (entry.getNews()) {
      for (Setting setting : settings) {
        if (setting.getKey().getKind() == entry.getActivity().getKind()) {
          waiting.admit(change.getVersion(), entry, setting);
        }
      }
    }
  }

  private void onSetting(
      RecipientChange of, SettingChange change, RecipientState state, long now, Effects effects) {
    if (change.getSetting() == null || !change.getSetting().getEnabled()) {
      new WaitingRule(of.getRecipientId(), state, now, mostPerHour, effects)
          .disable(change.getKey());
    }
    Setting known = setting(change.getKey(), state);
    if (change.getSetting() == null && known == null) {
      return;
    }
    List<Setting> changed = new ArrayList<>(state.settings());
    changed.remove(known);
    changed.add(
        change.getSetting() == null
            // Events from before may still come: they have an outcome.
            ? Setting.newBuilder(known).setEnabled(false).setVersion(of.getVersion()).build()
            : Setting.newBuilder(change.getSetting())
                .setEnabledSince(enabledSince(change.getSetting(), known))
                .build());
    state.setSettings(changed);
  }

  private static @Nullable Setting setting(SettingKey key, RecipientState state) {
    return state.settings().stream()
        .filter(known -> known.getKey().equals(key))
        .findFirst()
        .orElse(null);
  }

  /** A row that changes while it is enabled was enabled before. */
  private static long enabledSince(Setting changed, @Nullable Setting known) {
    return known != null && known.getEnabled() && changed.getEnabled()
        ? known.getEnabledSince()
        : changed.getVersion();
  }
}
