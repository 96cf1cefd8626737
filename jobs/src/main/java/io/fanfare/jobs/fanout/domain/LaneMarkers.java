package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.dashboard.LaneMarker;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Markers on their way from fan-out to the dashboards. A way is a writer and a partition: one
 * subtask of `decide` writes both lanes, one of `shard` the batch lane, each to every partition.
 *
 * <p>A crash may leave some of a marker's parts to the run before and some to the run after. Both
 * runs decide the same, in the same order and for the same partitions, so what stands before a part
 * is the same in either.
 */
public final class LaneMarkers {

  /** Ways from the subtasks of one number to one partition number: decide twice, shard once. */
  private static final int WRITERS = 3;

  private final int subtask;
  private final int parallelism;

  /**
   * @param subtask that writes
   * @param parallelism of all operators behind the source, sinks included: each subtask writes
   *     through a sink of its own
   */
  public LaneMarkers(int subtask, int parallelism) {
    this.subtask = subtask;
    this.parallelism = parallelism;
  }

  /** What `decide` writes to a lane when it passes a marker. */
  public List<FanOutChunk> ofDecide(Lane lane, String id, long version) {
    return chunks("decide", lane, id, version);
  }

  /** What `shard` writes when it passes a marker: its work is always batch work. */
  public List<FanOutChunk> ofShard(String id, long version) {
    // The part's name must not change: a marker that a savepoint holds may have some parts already.
    return chunks("bucket", Lane.BATCH, id, version);
  }

  private List<FanOutChunk> chunks(String writer, Lane lane, String id, long version) {
    int parts = WRITERS * parallelism * Topics.LANE_PARTITIONS;
    return IntStream.range(0, Topics.LANE_PARTITIONS)
        .mapToObj(
            partition ->
                new LaneMarker(
                    id,
                    partition,
                    "%s/%d by %s %d of %d"
                        .formatted(lane.topic(), partition, writer, subtask, parallelism),
                    parts))
        .map(marker -> chunk(marker, version))
        .toList();
  }

  private static FanOutChunk chunk(LaneMarker marker, long version) {
    return new FanOutChunk(
        EntryOperation.DELIVER, version, Cause.REPAIR, List.of(), List.of(), marker);
  }
}
