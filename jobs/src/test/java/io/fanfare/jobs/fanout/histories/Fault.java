package io.fanfare.jobs.fanout.histories;

import io.fanfare.jobs.fanout.domain.ActorRule;
import io.fanfare.jobs.fanout.domain.ActorState;
import io.fanfare.jobs.fanout.domain.Effects;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardRows;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.fanout.ActivityChange;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowChange;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.FollowerOperation;
import io.fanfare.schemas.models.Block;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Mute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A mistake around the real rules, as a programmer might make it. Histories must find each. */
enum Fault {
  NONE,

  FOLLOWS_ARE_NOT_CAUGHT_UP {
    @Override
    List<FanOutChunk> chunk(FanOutChunk chunk) {
      return chunk.getCause() == Cause.CATCH_UP ? List.of() : List.of(chunk);
    }
  },

  UNFOLLOWS_WITHDRAW_NOTHING {
    @Override
    void decide(ActorRule rule, ActorChange change, ActorState actor, Effects effects) {
      boolean unfollow =
          change.getChange() instanceof FollowChange follow && !follow.getFollowing();
      super.decide(rule, change, actor, unfollow ? commandsOnly(effects) : effects);
    }
  },

  REPOSTS_ARE_NOT_WITHDRAWN {
    @Override
    List<FanOutChunk> chunk(FanOutChunk chunk) {
      boolean ofRepost =
          chunk.getOperation() == EntryOperation.WITHDRAW
              && chunk.getActivities().size() == 1
              && DashboardRule.isRepost(chunk.getActivities().get(0).getKind());
      return ofRepost && chunk.getCause() == Cause.LIVE ? List.of() : List.of(chunk);
    }
  },

  THE_OLD_OWNER_IS_FORGOTTEN {
    @Override
    List<ActorChange> changes(List<ActorChange> changes) {
      return changes.isEmpty() ? changes : changes.subList(changes.size() - 1, changes.size());
    }
  },

  ACTORS_GET_THEIR_OWN_ACTIVITIES {
    @Override
    void decide(ActorRule rule, ActorChange change, ActorState actor, Effects effects) {
      if (change.getChange() instanceof FollowChange follow
          && follow.getFollowerId() == change.getActorId()
          && !actor.followers().getSpread()) {
        actor.ownList().add(follow.getFollowerId());
      }
      super.decide(rule, change, actor, effects);
    }
  },

  FAN_OUT_RETAINS_A_DAY_LESS {
    @Override
    long time(long appendTime, long readAt) {
      return super.time(appendTime, readAt) + DAY;
    }
  },

  THE_BROKERS_CLOCK_ALONE_DECIDES_WHAT_IS_RETAINED {
    @Override
    long time(long appendTime, long readAt) {
      return appendTime;
    }
  },

  THE_MACHINES_CLOCK_ALONE_DECIDES_WHAT_IS_RETAINED {
    @Override
    long time(long appendTime, long readAt) {
      return readAt;
    }
  },

  THE_READER_RETAINS_A_MICROSECOND_LESS {
    @Override
    long now(long now) {
      return now + 1;
    }
  },

  FOLLOWS_AND_ACTIVITIES_TAKE_TWO_WAYS {
    @Override
    int way(ActorChange change) {
      return change.getChange() instanceof FollowChange ? 1 : 0;
    }
  },

  COMMANDS_OVERTAKE_EACH_OTHER {
    @Override
    int way(FollowerCommand command) {
      return (int) (command.getVersion() % 2);
    }
  },

  TRACKS_BEING_PROCESSED_COUNT_AS_THEY_WERE {
    @Override
    List<ActorChange> changes(List<ActorChange> changes) {
      return changes.stream()
          .filter(
              change ->
                  !(change.getChange() instanceof ActivityChange activity
                      && activity.getKind() == ActivityKind.TRACK
                      && activity.getActivityTime() == null))
          .toList();
    }
  },

  DELIVERIES_HAVE_THE_VERSION_BEFORE {
    @Override
    List<FanOutChunk> chunk(FanOutChunk chunk) {
      return chunk.getOperation() == EntryOperation.DELIVER
          ? List.of(FanOutChunk.newBuilder(chunk).setVersion(chunk.getVersion() - 1).build())
          : List.of(chunk);
    }
  },

  WITHDRAWALS_HAVE_THE_TIME_OF_THE_ACTIVITY_AS_VERSION {
    @Override
    List<FanOutChunk> chunk(FanOutChunk chunk) {
      return chunk.getOperation() == EntryOperation.WITHDRAW && chunk.getActivities().size() == 1
          ? List.of(
              FanOutChunk.newBuilder(chunk)
                  .setVersion(chunk.getActivities().get(0).getActivityTime())
                  .build())
          : List.of(chunk);
    }
  },

  THE_STORE_KEEPS_WHAT_ARRIVES_LAST {
    @Override
    Write winner(Write before, Write arriving) {
      return arriving;
    }
  },

  VERSIONS_COUNT_THE_RECORDS_SINCE_THE_START {
    @Override
    long version(Logged record, int readSinceStart) {
      return Version.of(readSinceStart);
    }
  },

  THE_APPEND_TIME_IS_THE_VERSION {
    @Override
    long version(Logged record, int readSinceStart) {
      return record.appendTime();
    }
  },

  THE_LOG_IS_NOT_READ_AGAIN_AFTER_A_CRASH {
    @Override
    int restoredPosition(int position, int crashedAt) {
      return crashedAt;
    }
  },

  PARKED_WORK_IS_LOST_IN_A_CRASH {
    @Override
    InMemoryShard restored(InMemoryShard shard) {
      return shard.withoutParked();
    }
  },

  FOLLOWERS_GET_LOST_ON_THEIR_MOVE_TO_THE_SHARDS {
    @Override
    boolean loses(FollowerCommand command) {
      return command.getOperation() == FollowerOperation.FOLLOW
          && command.getFollowers().size() == 1
          && command.getFollowers().get(0) % 2 == 0;
    }
  },

  STRAYS_DO_NOT_REACH_SHARDS {
    @Override
    boolean loses(FollowerCommand command) {
      return command.getOperation() == FollowerOperation.SETTLE;
    }
  },

  ONLY_THE_BLOCKING_SIDE_IS_SPARED {
    @Override
    DashboardRows rows(DashboardRows rows, Activity activity, SourceTables tables, long recipient) {
      Set<Long> users = new HashSet<>(rows.hidden().users());
      for (Block block : tables.<Block>all(Model.BLOCK)) {
        if (block.getBlockedUserId() == recipient) {
          users.remove(block.getUserId());
        }
      }
      return new OtherRows(rows, new Hidden(users, rows.hidden().reposts()));
    }
  },

  A_MUTED_OWNER_IS_SHOWN_IN_REPOSTS {
    @Override
    DashboardRows rows(DashboardRows rows, Activity activity, SourceTables tables, long recipient) {
      Set<Long> users = new HashSet<>(rows.hidden().users());
      Sound sound = rows.sound(activity);
      if (sound != null && sound.ownerId() != activity.getActorId()) {
        for (Mute mute : tables.<Mute>all(Model.MUTE)) {
          if (mute.getUserId() == recipient && mute.getMutedUserId() == sound.ownerId()) {
            users.remove(sound.ownerId());
          }
        }
      }
      return new OtherRows(rows, new Hidden(users, rows.hidden().reposts()));
    }
  },

  HIDDEN_REPOSTS_ARE_SHOWN {
    @Override
    DashboardRows rows(DashboardRows rows, Activity activity, SourceTables tables, long recipient) {
      return new OtherRows(rows, new Hidden(rows.hidden().users(), false));
    }
  },

  DESTROYED_OWNERS_ARE_SHOWN_IN_REPOSTS {
    @Override
    DashboardRows rows(DashboardRows rows, Activity activity, SourceTables tables, long recipient) {
      Sound sound = rows.sound(activity);
      return new OtherRows(rows, rows.hidden()) {
        @Override
        public boolean userExists(long userId) {
          boolean ofRepost = sound != null && activity.getActorId() != sound.ownerId();
          return super.userExists(userId) || (ofRepost && userId == sound.ownerId());
        }
      };
    }
  };

  List<ActorChange> changes(List<ActorChange> changes) {
    return changes;
  }

  void decide(ActorRule rule, ActorChange change, ActorState actor, Effects effects) {
    rule.apply(change, actor, effects);
  }

  List<FanOutChunk> chunk(FanOutChunk chunk) {
    return List.of(chunk);
  }

  boolean loses(FollowerCommand command) {
    return false;
  }

  /** The way that a change takes; ways may overtake each other. */
  int way(ActorChange change) {
    return 0;
  }

  int way(FollowerCommand command) {
    return 0;
  }

  InMemoryShard restored(InMemoryShard shard) {
    return shard;
  }

  long version(Logged record, int readSinceStart) {
    return Version.of(record.offset());
  }

  long time(long appendTime, long readAt) {
    return Math.min(appendTime, readAt);
  }

  int restoredPosition(int position, int crashedAt) {
    return position;
  }

  long now(long now) {
    return now;
  }

  Write winner(Write before, Write arriving) {
    return Dashboards.later(before, arriving);
  }

  DashboardRows rows(DashboardRows rows, Activity activity, SourceTables tables, long recipient) {
    return rows;
  }

  private static final long DAY = 86_400_000_000L;

  private static Effects commandsOnly(Effects effects) {
    return new Effects() {
      @Override
      public void chunk(Lane lane, FanOutChunk chunk) {}

      @Override
      public void command(FollowerCommand command) {
        effects.command(command);
      }
    };
  }
}
