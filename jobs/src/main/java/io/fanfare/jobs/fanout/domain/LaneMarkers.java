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
 * Markers on their way from fan-out to the dashboards. A marker has one part for each writer and
 * partition. A subtask of `decide` writes to both lanes, a subtask of `shard` to the batch lane,
 * each to every partition.
 *
 * <p>After a crash, some parts may come from the run before it and some from the run after it. Both
 * runs decide the same, in the same order and for the same partitions, so the same chunks stand
 * before a part in either run.
 */
public final class LaneMarkers {

  /** Writers for each subtask number and partition: decide in both lanes, shard in one. */
  private static final int WRITERS = 3;

  private final int subtask;
  private final int parallelism;

  /**
   * @param subtask that writes
   * @param parallelism of all operators behind the source, sinks included: each subtask writes
   *     through its own sink
   */
  public LaneMarkers(int subtask, int parallelism) {
    this.subtask = subtask;
    this.parallelism = parallelism;
  }

  /** The parts of a marker that `decide` writes to a lane. */
  public List<FanOutChunk> ofDecide(Lane lane, String id, long version) {
    return chunks("decide", lane, id, version);
  }

  /** The parts of a marker that `shard` writes, to the batch lane. */
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
        EntryOperation.DELIVER, version, Cause.REPAIR, List.of(), List.of(), marker, 0L);
  }
}
