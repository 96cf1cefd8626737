package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.User;

/**
 * A dashboard entry that is shown, with its models.
 *
 * @param owner the owner of the track or playlist
 * @param actor the user who published or reposted it
 * @param followedSince when the recipient began to follow the actor, µs since the epoch; 0 if the
 *     source does not know it
 */
public record DashboardEntry(
    Activity activity, Origin origin, User owner, User actor, long followedSince) {

  /**
   * Whether it happened while the recipient followed the actor. Otherwise it came with the follow,
   * and is no news.
   */
  public boolean isNews() {
    return activity.getActivityTime() >= followedSince;
  }
}
