package io.fanfare.jobs.dashboard.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Annotations;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Reason;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.util.UUID;

/** Annotates an entry for its recipient: why it is there, and whether to notify them. */
public final class PersonalizationRule {

  private PersonalizationRule() {}

  /** The completion event of one entry of a chunk that was written. */
  public static DashboardUpdate update(FanOutChunk chunk, Activity activity, long recipient) {
    UpdateOperation operation =
        chunk.getOperation() == EntryOperation.DELIVER
            ? UpdateOperation.ADDED
            : UpdateOperation.REMOVED;
    // Only live changes are news: not catch-ups, rebuilds or repairs.
    boolean notify = operation == UpdateOperation.ADDED && chunk.getCause() == Cause.LIVE;
    return new DashboardUpdate(
        id(operation, chunk.getVersion(), recipient, activity),
        operation,
        chunk.getVersion(),
        chunk.getCause(),
        recipient,
        activity,
        new Annotations(reason(activity)),
        notify);
  }

  private static Reason reason(Activity activity) {
    return switch (activity.getKind()) {
      case TRACK, PLAYLIST -> Reason.FOLLOWED_PUBLISHED;
      case TRACK_REPOST, PLAYLIST_REPOST -> Reason.FOLLOWED_REPOSTED;
    };
  }

  /** The same for each repetition of an event, so that a consumer can drop repetitions. */
  private static String id(
      UpdateOperation operation, long version, long recipient, Activity activity) {
    String made =
        String.join(
            "/",
            operation.name(),
            Long.toString(version),
            Long.toString(recipient),
            activity.getKind().name(),
            Long.toString(activity.getActorId()),
            Long.toString(activity.getObjectId()),
            Long.toString(activity.getActivityTime()));
    return UUID.nameUUIDFromBytes(made.getBytes(UTF_8)).toString();
  }
}
