package io.fanfare.jobs.fanout.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.fanout.ActivityChange;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowChange;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.FollowerOperation;
import io.fanfare.schemas.fanout.Followers;
import io.fanfare.schemas.fanout.OutboxEntry;
import io.fanfare.schemas.fanout.OutboxKey;
import io.fanfare.schemas.models.StrayEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides, at the actor's key, which entries are stored. The actor's sounds, reposts and followers
 * are all state of this key and change in the order of the log. So a follow and an activity cannot
 * miss each other, and after a crash the rule decides the same again.
 */
public final class ActorRule {

  private final int mostOwnFollowers;

  /**
   * @param mostOwnFollowers the most followers that stay in the actor's own state; with one more,
   *     they all move to shards
   */
  public ActorRule(int mostOwnFollowers) {
    this.mostOwnFollowers = mostOwnFollowers;
  }

  public void apply(ActorChange change, ActorState actor, Effects effects) {
    if (change.getChange() instanceof ActivityChange activity) {
      onActivity(change, activity, actor, effects);
    } else if (change.getChange() instanceof FollowChange follow) {
      onFollow(change, follow, actor, effects);
    } else if (change.getChange() instanceof StrayEntry stray) {
      onStray(change, stray, actor, effects);
    }
  }

  private void onActivity(
      ActorChange change, ActivityChange activity, ActorState actor, Effects effects) {
    OutboxKey key = new OutboxKey(activity.getKind(), activity.getObjectId());
    OutboxEntry published = actor.published(key);
    Long time = dueTime(activity, change);
    boolean same = published != null && time != null && published.getActivityTime() == time;
    if (published != null && !same) {
      // Withdraw what this key delivered: the row before in the record may differ from it, because
      // models is compacted.
      actor.retract(key);
      fanOut(EntryOperation.WITHDRAW, activity(change, key, published), change, actor, effects);
    }
    if (time != null && (!same || isRepair(change))) {
      OutboxEntry entry = new OutboxEntry(time);
      actor.publish(key, entry);
      fanOut(EntryOperation.DELIVER, activity(change, key, entry), change, actor, effects);
    }
  }

  /** The activity's time; null if it is not live, or out of the retention. */
  private static @Nullable Long dueTime(ActivityChange activity, ActorChange change) {
    Long time = activity.getActivityTime();
    return time != null && isRetained(time, change) ? time : null;
  }

  private void onFollow(
      ActorChange change, FollowChange follow, ActorState actor, Effects effects) {
    long follower = follow.getFollowerId();
    if (follower == change.getActorId()) {
      // A user's own activities are not on their dashboard.
      return;
    }
    boolean changed =
        actor.followers().getSpread()
            ? commandShard(change, follow, effects)
            : changeOwnList(change, follow, actor, effects);
    if (changed || isRepair(change)) {
      EntryOperation operation =
          follow.getFollowing() ? EntryOperation.DELIVER : EntryOperation.WITHDRAW;
      boolean catchUp = follow.getFollowing() && change.getCause() == Cause.LIVE;
      Cause cause = catchUp ? Cause.CATCH_UP : change.getCause();
      List<Activity> outbox = retainedOutbox(change, actor);
      Chunks.emitOutbox(operation, Decision.of(change).because(cause), outbox, follower, effects);
    }
  }

  private boolean changeOwnList(
      ActorChange change, FollowChange follow, ActorState actor, Effects effects) {
    IdList list = actor.ownList();
    boolean changed =
        follow.getFollowing()
            ? list.add(follow.getFollowerId())
            : list.remove(follow.getFollowerId());
    if (changed) {
      int own = actor.followers().getOwn() + (follow.getFollowing() ? 1 : -1);
      actor.setFollowers(new Followers(own, false));
      if (own > mostOwnFollowers) {
        spread(change, actor, effects);
      }
    }
    return changed;
  }

  /** True: only the shard knows whether the follow is new, and to emit an entry again is safe. */
  private static boolean commandShard(ActorChange change, FollowChange follow, Effects effects) {
    FollowerOperation operation =
        follow.getFollowing() ? FollowerOperation.FOLLOW : FollowerOperation.UNFOLLOW;
    int shard = Shards.of(follow.getFollowerId());
    effects.command(command(change, shard, operation, List.of(follow.getFollowerId()), null));
    return true;
  }

  /**
   * A stray entry is in the store without a row, or has a row without being in the store. The state
   * of this key decides: the entry is delivered again or withdrawn, at this version.
   */
  private static void onStray(
      ActorChange change, StrayEntry stray, ActorState actor, Effects effects) {
    Activity activity = stray.getActivity();
    long recipient = stray.getRecipientId();
    boolean due = isDue(activity, change, actor);
    if (due && actor.followers().getSpread()) {
      int shard = Shards.of(recipient);
      effects.command(
          command(change, shard, FollowerOperation.SETTLE, List.of(recipient), activity));
      return;
    }
    EntryOperation operation =
        due && actor.ownList().contains(recipient)
            ? EntryOperation.DELIVER
            : EntryOperation.WITHDRAW;
    Chunks.emitOutbox(operation, Decision.of(change), List.of(activity), recipient, effects);
  }

  /** Whether the actor's outbox has the activity, at its time. */
  private static boolean isDue(Activity activity, ActorChange change, ActorState actor) {
    OutboxEntry published =
        actor.published(new OutboxKey(activity.getKind(), activity.getObjectId()));
    return published != null
        && published.getActivityTime() == activity.getActivityTime()
        && isRetained(activity.getActivityTime(), change);
  }

  private static boolean isRetained(long activityTime, ActorChange change) {
    return activityTime >= DashboardRule.retentionStart(change.getTime());
  }

  /** Moves the followers to shards; they never move back. */
  private static void spread(ActorChange change, ActorState actor, Effects effects) {
    List<List<Long>> shards = new ArrayList<>();
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      shards.add(new ArrayList<>());
    }
    IdList list = actor.ownList();
    for (long number : list.blockNumbers()) {
      for (long follower : list.ids(number)) {
        shards.get(Shards.of(follower)).add(follower);
      }
    }
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      List<Long> followers = shards.get(shard);
      if (!followers.isEmpty()) {
        effects.command(command(change, shard, FollowerOperation.FOLLOW, followers, null));
      }
    }
    list.clear();
    actor.setFollowers(new Followers(0, true));
  }

  private static void fanOut(
      EntryOperation operation,
      Activity activity,
      ActorChange change,
      ActorState actor,
      Effects effects) {
    Followers followers = actor.followers();
    if (followers.getSpread()) {
      FollowerOperation toShard =
          operation == EntryOperation.DELIVER
              ? FollowerOperation.DELIVER
              : FollowerOperation.WITHDRAW;
      for (int shard = 0; shard < Shards.COUNT; shard++) {
        effects.command(command(change, shard, toShard, List.of(), activity));
      }
      return;
    }
    Lane lane = Chunks.lane(followers.getOwn(), change.getCause());
    IdList list = actor.ownList();
    for (long number : list.blockNumbers()) {
      effects.chunk(lane, Chunks.of(operation, Decision.of(change), activity, list.ids(number)));
    }
  }

  /** The part of the outbox within the retention. Removes the rest, which no dashboard shows. */
  private static List<Activity> retainedOutbox(ActorChange change, ActorState actor) {
    List<Activity> due = new ArrayList<>();
    List<OutboxKey> out = new ArrayList<>();
    for (Map.Entry<OutboxKey, OutboxEntry> entry : actor.outbox()) {
      if (isRetained(entry.getValue().getActivityTime(), change)) {
        due.add(activity(change, entry.getKey(), entry.getValue()));
      } else {
        out.add(entry.getKey());
      }
    }
    out.forEach(actor::retract);
    return due;
  }

  private static Activity activity(ActorChange change, OutboxKey key, OutboxEntry entry) {
    return new Activity(
        key.getKind(), change.getActorId(), key.getObjectId(), entry.getActivityTime());
  }

  private static FollowerCommand command(
      ActorChange change,
      int shard,
      FollowerOperation operation,
      List<Long> followers,
      @Nullable Activity activity) {
    return new FollowerCommand(
        change.getActorId(),
        shard,
        change.getVersion(),
        change.getCause(),
        operation,
        followers,
        activity,
        null,
        change.getTime());
  }

  private static boolean isRepair(ActorChange change) {
    return change.getCause() == Cause.REPAIR;
  }
}
