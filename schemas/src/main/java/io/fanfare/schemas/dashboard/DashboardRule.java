package io.fanfare.schemas.dashboard;

import io.fanfare.schemas.Micros;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a dashboard shows, as a pure function of the source rows. Writers and readers of dashboards
 * share this rule.
 *
 * <p>The stored entries are a superset of the shown ones. The writer decides by the rows that name
 * the actor (their sounds, reposts and followers), the reader by all rows that an entry depends on.
 * So a change that hides an entry takes effect at once for readers, even if the writer still has
 * millions of rows to delete.
 */
public final class DashboardRule {

  /** How long an activity stays on dashboards. */
  public static final Duration RETENTION = Duration.ofDays(180);

  /**
   * Number of the rule by which entries are stored. Raise it with every change after which a record
   * of `models` stores other entries than before: the effects of both rules would have the same
   * version, so a table must hold those of one rule alone.
   */
  public static final int STORING = 1;

  /** The verdict on a stored entry. */
  public enum Verdict {
    SHOWN,
    /** Not shown, but its rows account for it, so it may be shown again without a write. */
    HIDDEN,
    /** Not shown, because no row accounts for it any more: it only uses space. */
    UNACCOUNTED
  }

  private DashboardRule() {}

  /** The oldest activity time (µs since the epoch) that is shown at a time (µs since the epoch). */
  public static long retentionStart(long now) {
    return now - Micros.of(RETENTION);
  }

  /** Whether its time has come: what is scheduled for later is stored, and appears then. */
  public static boolean isDue(Activity activity, long now) {
    return activity.getActivityTime() <= now;
  }

  /**
   * Judges a stored entry.
   *
   * @param rows the rows that concern the recipient's entries
   * @param now µs since the epoch
   */
  public static Verdict judge(Activity activity, long recipientId, DashboardRows rows, long now) {
    return judge(activity, recipientId, rows, retentionStart(now), now);
  }

  /**
   * The same at any time from the beginning of a retention on.
   *
   * @param oldest the oldest activity time that is shown, µs since the epoch
   * @param now µs since the epoch; a later time to judge entries as they will be once they are due
   */
  public static Verdict judge(
      Activity activity, long recipientId, DashboardRows rows, long oldest, long now) {
    Sound sound = rows.sound(activity);
    if (!isAccountedFor(activity, recipientId, sound, rows)) {
      return Verdict.UNACCOUNTED;
    }
    boolean shown =
        sound != null
            && activity.getActivityTime() >= oldest
            && isDue(activity, now)
            && sound.isReleased(now)
            && rows.userExists(recipientId)
            && isVisible(activity.getActorId(), rows)
            && isVisible(sound.ownerId(), rows)
            && !(isRepost(activity.getKind()) && rows.hidden().reposts());
    return shown ? Verdict.SHOWN : Verdict.HIDDEN;
  }

  /**
   * Whether the recipient follows the actor, and the entry matches the row it comes from: the live
   * object, or the repost of it.
   */
  private static boolean isAccountedFor(
      Activity activity, long recipientId, @Nullable Sound sound, DashboardRows rows) {
    if (activity.getActorId() == recipientId || !rows.recipientFollows(activity.getActorId())) {
      return false;
    }
    if (isRepost(activity.getKind())) {
      return isTimeOf(activity, rows.repostedAt(activity));
    }
    return sound != null
        && sound.ownerId() == activity.getActorId()
        && isTimeOf(activity, sound.liveSince());
  }

  private static boolean isTimeOf(Activity activity, @Nullable Long time) {
    return time != null && activity.getActivityTime() == time;
  }

  private static boolean isVisible(long userId, DashboardRows rows) {
    return rows.userExists(userId) && !rows.hidden().users().contains(userId);
  }

  /** Whether an activity is a repost of its object. */
  public static boolean isRepost(ActivityKind kind) {
    return switch (kind) {
      case TRACK_REPOST, PLAYLIST_REPOST -> true;
      case TRACK, PLAYLIST -> false;
    };
  }
}
