package io.fanfare.schemas.dashboard;

import io.fanfare.schemas.Micros;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a dashboard shows, as a pure function of the source rows. Whoever writes or reads dashboards
 * asks here.
 *
 * <p>What is stored is a superset of what is shown: the writer decides by the rows that name the
 * actor (their sounds, their reposts, their followers), the reader by all rows that an entry hangs
 * on. So whatever takes an entry away works at once for whoever reads, also where the writer has
 * millions of rows to take back.
 */
public final class DashboardRule {

  /** How long an activity stays on dashboards; times in the future count as they are. */
  public static final Duration RETENTION = Duration.ofDays(180);

  /** What becomes of a stored entry. */
  public enum Verdict {
    SHOWN,
    /** Not shown, and may be again without anybody writing it: its rows still account for it. */
    HIDDEN,
    /** Not shown, because no row accounts for it any more: it only takes space. */
    UNACCOUNTED
  }

  private DashboardRule() {}

  /** The oldest activity time (µs since the epoch) that is shown at a time (µs since the epoch). */
  public static long retentionStart(long now) {
    return now - Micros.of(RETENTION);
  }

  /**
   * What becomes of a stored entry.
   *
   * @param rows of the entry's recipient
   * @param now µs since the epoch
   */
  public static Verdict judge(Activity activity, long recipientId, DashboardRows rows, long now) {
    Sound sound = rows.sound(activity);
    if (!isAccountedFor(activity, recipientId, sound, rows)) {
      return Verdict.UNACCOUNTED;
    }
    boolean shown =
        sound != null
            && sound.liveSince() != null
            && activity.getActivityTime() >= retentionStart(now)
            && rows.userExists(recipientId)
            && isWelcome(activity.getActorId(), rows)
            && isWelcome(sound.ownerId(), rows)
            && !(isRepost(activity.getKind()) && rows.hidden().reposts());
    return shown ? Verdict.SHOWN : Verdict.HIDDEN;
  }

  /**
   * Whether the recipient follows the actor, and the entry still says what the row says that it
   * comes from: the live object, or the repost of it.
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

  private static boolean isWelcome(long userId, DashboardRows rows) {
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
