package io.fanfare.ops.backfill;

import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How much a job has read of the logs of stats, up to their ends at the time of opening. */
final class LogProgress implements AutoCloseable {

  private static final List<String> LOG =
      List.of(Topics.MODELS, Topics.EVENTS_PLAYS, Topics.EVENTS_DOWNLOADS);

  private final GroupOffsets offsets;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;

  /**
   * @param job the consumer group under which the job commits its offsets
   */
  LogProgress(KafkaAccess kafka, String job) throws InterruptedException {
    this.offsets = new GroupOffsets(kafka, job);
    this.begins = offsets.bounds(LOG, OffsetSpec.earliest());
    this.ends = offsets.bounds(LOG, OffsetSpec.latest());
  }

  /** In records, roughly: compacted records count, too. */
  long length() {
    return passed(ends);
  }

  /** In records, as of the job's last checkpoint. */
  long read() throws InterruptedException {
    return passed(offsets.read());
  }

  /** Deletes the offsets of a former job. */
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
