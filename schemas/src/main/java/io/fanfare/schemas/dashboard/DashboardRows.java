package io.fanfare.schemas.dashboard;

import org.jspecify.annotations.Nullable;

/** The source rows that decide about the entries of one recipient. */
public interface DashboardRows {

  /** The object of an activity; null if its row does not exist. */
  @Nullable Sound sound(Activity activity);

  /** created_at (µs since the epoch) of the row behind a repost; null if it does not exist. */
  @Nullable Long repostedAt(Activity repost);

  boolean userExists(long userId);

  boolean recipientFollows(long actorId);

  Hidden hidden();
}
