package io.fanfare.schemas.dashboard;

import io.fanfare.schemas.Version;
import io.fanfare.schemas.models.ModelBroadcastRule;
import io.fanfare.schemas.progress.MarkerIds;
import org.jspecify.annotations.Nullable;

/**
 * Which chunks of a lane can be applied. Anybody may write to a topic, and one record must do no
 * harm beyond itself.
 */
public final class FanOutChunkRule {

  /** The most entries of a chunk: activities times recipients. */
  public static final int MOST_ENTRIES = 256;

  private static final int LONGEST_PART = 200;

  private FanOutChunkRule() {}

  /**
   * The reason why a chunk cannot be applied.
   *
   * @param partition of the lane's topic that holds the chunk
   * @return one sentence; null if it can be applied
   */
  public static @Nullable String problem(FanOutChunk chunk, int partition) {
    long entries = (long) chunk.getActivities().size() * chunk.getRecipients().size();
    LaneMarker marker = chunk.getMarker();
    if (!Version.isPossible(chunk.getVersion())) {
      return "The chunk has the version %d, which no record of models has."
          .formatted(chunk.getVersion());
    }
    if (entries > MOST_ENTRIES) {
      return "The chunk has %d entries, more than %d.".formatted(entries, MOST_ENTRIES);
    }
    if (marker != null) {
      return entries > 0
          ? "The chunk has a marker and entries: each needs a chunk of its own."
          : problem(marker, partition);
    }
    return chunk.getOperation() == EntryOperation.DELIVER ? problemOfTime(chunk) : null;
  }

  private static @Nullable String problem(LaneMarker marker, int partition) {
    String problem = MarkerIds.problem(marker.getId());
    if (problem != null) {
      return problem;
    }
    if (marker.getPartition() != partition || marker.getParts() < 1) {
      return "The marker belongs to partition %d and has %d parts, but is in partition %d."
          .formatted(marker.getPartition(), marker.getParts(), partition);
    }
    return marker.getPart().length() > LONGEST_PART
        ? "The marker's part is longer than %d characters.".formatted(LONGEST_PART)
        : null;
  }

  /** Only deliveries: an entry that should not be in the store must remain removable. */
  private static @Nullable String problemOfTime(FanOutChunk chunk) {
    return chunk.getActivities().stream()
            .anyMatch(activity -> activity.getActivityTime() > ModelBroadcastRule.LAST_TIME)
        ? "The chunk has an activity after the year 9999."
        : null;
  }
}
