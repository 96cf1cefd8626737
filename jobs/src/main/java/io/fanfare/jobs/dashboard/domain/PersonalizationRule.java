package io.fanfare.jobs.dashboard.domain;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Annotations;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.dashboard.Reason;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.util.List;

/** Annotates entries for their recipients: why they are there, and whether to notify them. */
public final class PersonalizationRule {

  private PersonalizationRule() {}

  /**
   * The completion events of one activity of a chunk that was written.
   *
   * @param lane that the chunk came through
   */
  public static DashboardUpdate update(
      FanOutChunk chunk, Activity activity, List<Long> recipients, Lane lane) {
    UpdateOperation operation =
        chunk.getOperation() == EntryOperation.DELIVER
            ? UpdateOperation.ADDED
            : UpdateOperation.REMOVED;
    // Only live changes are news: not catch-ups, rebuilds or repairs.
    boolean notify = operation == UpdateOperation.ADDED && chunk.getCause() == Cause.LIVE;
    return new DashboardUpdate(
        operation,
        chunk.getVersion(),
        chunk.getCause(),
        activity,
        new Annotations(reason(activity)),
        notify,
        recipients,
        null,
        chunk.getTime(),
        lane == Lane.BATCH);
  }

  private static Reason reason(Activity activity) {
    return switch (activity.getKind()) {
      case TRACK, PLAYLIST -> Reason.FOLLOWED_PUBLISHED;
      case TRACK_REPOST, PLAYLIST_REPOST -> Reason.FOLLOWED_REPOSTED;
    };
  }
}
