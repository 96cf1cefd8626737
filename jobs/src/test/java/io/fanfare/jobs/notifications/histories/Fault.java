package io.fanfare.jobs.notifications.histories;

import io.fanfare.jobs.notifications.domain.Effects;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.OutcomeStatus;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.SeenUntil;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mistake around the real rule, as a programmer might make it. Histories must find each. */
enum Fault {
  NONE,

  CATCH_UPS_ARE_NEWS {
    @Override
    Optional<RecipientChange> change(RecipientChange change) {
      return Optional.of(
          change.getChange() instanceof EntryChange entry
              ? with(
                  change,
                  EntryChange.newBuilder(entry)
                      .setNews(entry.getOperation() == UpdateOperation.ADDED)
                      .build())
              : change);
    }
  },

  REMOVALS_ARE_IGNORED {
    @Override
    Optional<RecipientChange> change(RecipientChange change) {
      return Optional.of(change)
          .filter(
              one ->
                  !(one.getChange() instanceof EntryChange entry)
                      || entry.getOperation() == UpdateOperation.ADDED);
    }
  },

  OPT_OUTS_ARE_IGNORED {
    @Override
    Optional<RecipientChange> change(RecipientChange change) {
      return Optional.of(change).filter(one -> !(one.getChange() instanceof OptOut));
    }
  },

  SEEN_IS_IGNORED {
    @Override
    Optional<RecipientChange> change(RecipientChange change) {
      return Optional.of(change).filter(one -> !(one.getChange() instanceof SeenUntil));
    }
  },

  OLD_ACTIVITIES_ARE_NEWS {
    @Override
    Optional<RecipientChange> change(RecipientChange change) {
      return Optional.of(
          change.getChange() instanceof EntryChange entry
              ? with(
                  change,
                  EntryChange.newBuilder(entry)
                      .setTime(Math.min(entry.getTime(), entry.getActivity().getActivityTime()))
                      .build())
              : change);
    }
  },

  SETTINGS_ARE_NOT_WAITED_FOR {
    @Override
    long settingsVersion(long version) {
      return Long.MAX_VALUE;
    }
  },

  EARLY_CHANGES_ARE_LOST {
    @Override
    RecipientInMemory state() {
      return new RecipientInMemory() {
        @Override
        public void setEarly(List<RecipientChange> changed) {}
      };
    }
  },

  CHANNELS_WERE_ALWAYS_ENABLED {
    @Override
    RecipientInMemory state() {
      return new RecipientInMemory() {
        @Override
        public List<Setting> settings() {
          return super.settings().stream()
              .map(setting -> Setting.newBuilder(setting).setEnabledSince(0).build())
              .toList();
        }
      };
    }
  },

  QUIET_HOURS_ARE_IGNORED {
    @Override
    RecipientInMemory state() {
      return new RecipientInMemory() {
        @Override
        public List<Setting> settings() {
          return super.settings().stream()
              .map(
                  setting ->
                      Setting.newBuilder(setting).setQuietFrom(null).setQuietTo(null).build())
              .toList();
        }
      };
    }
  },

  WHAT_WAS_DISABLED_IS_FORGOTTEN {
    @Override
    RecipientInMemory state() {
      return new RecipientInMemory() {
        @Override
        public List<Setting> settings() {
          return super.settings().stream().filter(Setting::getEnabled).toList();
        }
      };
    }
  },

  A_NEWER_VERSION_IS_A_SECOND_MESSAGE {
    @Override
    RecipientInMemory state() {
      return new RecipientInMemory() {
        @Override
        public @Nullable Waiting waiting(WaitingKey key) {
          return null;
        }
      };
    }
  },

  REFUSALS_ARE_SILENT {
    @Override
    Effects effects(Effects effects) {
      return new Filtered(effects) {
        @Override
        public void outcome(Outcome outcome) {
          if (outcome.getStatus() != OutcomeStatus.SUPPRESSED) {
            super.outcome(outcome);
          }
        }
      };
    }
  },

  TIMERS_ARE_LOST {
    @Override
    Effects effects(Effects effects) {
      return new Filtered(effects) {
        @Override
        public void wake(long time) {}
      };
    }
  },

  DIGESTS_COME_EARLY {
    @Override
    long now(long now) {
      return now + Micros.of(Duration.ofHours(2));
    }
  },

  A_RESTART_FORGETS_WHAT_WAITS {
    @Override
    RecipientInMemory restored(RecipientInMemory state) {
      state.forgetWaiting();
      return state;
    }
  };

  Optional<RecipientChange> change(RecipientChange change) {
    return Optional.of(change);
  }

  long settingsVersion(long version) {
    return version;
  }

  /** What the rule takes for the clock. */
  long now(long now) {
    return now;
  }

  RecipientInMemory state() {
    return new RecipientInMemory();
  }

  RecipientInMemory restored(RecipientInMemory state) {
    return state;
  }

  Effects effects(Effects effects) {
    return effects;
  }

  private static RecipientChange with(RecipientChange change, EntryChange entry) {
    return new RecipientChange(change.getRecipientId(), change.getVersion(), entry);
  }

  private static class Filtered implements Effects {

    private final Effects effects;

    Filtered(Effects effects) {
      this.effects = effects;
    }

    @Override
    public void message(Notification message) {
      effects.message(message);
    }

    @Override
    public void outcome(Outcome outcome) {
      effects.outcome(outcome);
    }

    @Override
    public void wake(long time) {
      effects.wake(time);
    }
  }
}
