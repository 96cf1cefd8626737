package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRows;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.dashboard.Sound;
import org.jspecify.annotations.Nullable;

/** Rows with other things hidden. */
class OtherRows implements DashboardRows {

  private final DashboardRows rows;
  private final Hidden hidden;

  OtherRows(DashboardRows rows, Hidden hidden) {
    this.rows = rows;
    this.hidden = hidden;
  }

  @Override
  public @Nullable Sound sound(Activity activity) {
    return rows.sound(activity);
  }

  @Override
  public @Nullable Long repostedAt(Activity repost) {
    return rows.repostedAt(repost);
  }

  @Override
  public boolean userExists(long userId) {
    return rows.userExists(userId);
  }

  @Override
  public boolean recipientFollows(long actorId) {
    return rows.recipientFollows(actorId);
  }

  @Override
  public Hidden hidden() {
    return hidden;
  }
}
