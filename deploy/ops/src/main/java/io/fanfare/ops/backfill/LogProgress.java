package io.fanfare.ops.backfill;

import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How much of the log of stats, as it was when this was opened, a job has read. */
final class LogProgress implements AutoCloseable {

  private static final List<String> LOG =
      List.of(Topics.MODELS, Topics.EVENTS_PLAYS, Topics.EVENTS_DOWNLOADS);

  private final GroupOffsets offsets;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;

  /**
   * @param bootstrap `host:port` of any broker
   * @param job under which name it says what it has read
   */
  LogProgress(String bootstrap, String job) throws InterruptedException {
    this.offsets = new GroupOffsets(bootstrap, job);
    this.begins = offsets.bounds(LOG, OffsetSpec.earliest());
    this.ends = offsets.bounds(LOG, OffsetSpec.latest());
  }

  /** In records, roughly: what is compacted away counts, too. */
  long length() {
    return passed(ends);
  }

  /** In records, as of the job's last checkpoint. */
  long read() throws InterruptedException {
    return passed(offsets.read());
  }

  /** Forgets what a former job has read. */
  void forget() throws InterruptedException {
    offsets.forget();
  }

  private long passed(Map<TopicPartition, Long> position) {
    return ends.entrySet().stream()
        .mapToLong(
            end -> {
              long begin = begins.getOrDefault(end.getKey(), 0L);
              long at = Math.min(position.getOrDefault(end.getKey(), begin), end.getValue());
              return Math.max(0, at - begin);
            })
        .sum();
  }

  @Override
  public void close() {
    offsets.close();
  }
}
