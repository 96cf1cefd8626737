package io.fanfare.schemas.dashboard;

import java.time.Duration;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a dashboard shows, as a pure function of the source rows. Whoever writes, reads or audits
 * dashboards asks here.
 *
 * <p>What is stored is a superset of what is shown: the writer decides by the rows that name the
 * actor (their sounds, their reposts, their followers), the reader by the rows that a page needs
 * anyway.
 */
public final class DashboardRule {

  /** How long an activity stays on dashboards; times in the future count as they are. */
  public static final Duration RETENTION = Duration.ofDays(180);

  private DashboardRule() {}

  /** The oldest activity time (µs since the epoch) that is shown at a time (µs since the epoch). */
  public static long retentionStart(long now) {
    return now - RETENTION.toNanos() / 1_000;
  }

  /**
   * Whether a stored entry is shown.
   *
   * @param sound the activity's object; null if its row does not exist
   * @param userExists whether a user's row exists
   * @param now µs since the epoch
   */
  public static boolean shows(
      Activity activity,
      long recipientId,
      @Nullable Sound sound,
      LongPredicate userExists,
      long now) {
    return sound != null
        && isDue(activity, sound)
        && activity.getActorId() != recipientId
        && activity.getActivityTime() >= retentionStart(now)
        && userExists.test(activity.getActorId())
        && userExists.test(sound.ownerId())
        && userExists.test(recipientId);
  }

  /**
   * Whether the object is live, and for what its owner published, whether the entry still says what
   * its row says.
   */
  private static boolean isDue(Activity activity, Sound sound) {
    Long liveSince = sound.liveSince();
    if (liveSince == null) {
      return false;
    }
    return switch (activity.getKind()) {
      case TRACK, PLAYLIST ->
          activity.getActorId() == sound.ownerId() && activity.getActivityTime() == liveSince;
      case TRACK_REPOST, PLAYLIST_REPOST -> true;
    };
  }
}
