package io.fanfare.ops.savepoints;

import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the topics still have, as it was, what a job reads again from the position of a
 * savepoint.
 */
final class KeptPositions {

  private final Map<TopicPartition, Long> earliest = new HashMap<>();
  private final long firstKeptModel;

  /**
   * @param earliest the first offset of each partition
   * @param firstKeptModel the first offset of `models` that cannot have been compacted
   */
  KeptPositions(Map<TopicPartition, Long> earliest, long firstKeptModel) {
    this.earliest.putAll(earliest);
    this.firstKeptModel = firstKeptModel;
  }

  /**
   * Asks Kafka where the topics of some savepoints begin.
   *
   * @throws io.fanfare.ops.OperationException if Kafka does not answer
   */
  static KeptPositions read(KafkaAccess kafka, List<Savepoint> savepoints)
      throws InterruptedException {
    Set<String> topics = new TreeSet<>();
    savepoints.forEach(
        savepoint -> savepoint.positions().keySet().forEach(at -> topics.add(at.topic())));
    if (topics.isEmpty()) {
      return new KeptPositions(Map.of(), -1);
    }
    try (GroupOffsets offsets = new GroupOffsets(kafka, JobNames.FAN_OUT)) {
      long weekAgo = Instant.now().minus(Topics.OLDEST_SAVEPOINT).toEpochMilli();
      // Without an offset, nothing was appended for a week: then a position cannot be judged by it.
      long kept =
          topics.contains(Topics.MODELS)
              ? offsets
                  .bounds(List.of(Topics.MODELS), OffsetSpec.forTimestamp(weekAgo))
                  .getOrDefault(new TopicPartition(Topics.MODELS, 0), -1L)
              : -1;
      return new KeptPositions(offsets.bounds(topics, OffsetSpec.earliest()), kept);
    }
  }

  /** The savepoint, with a problem for each topic that no longer has what follows its position. */
  Savepoint check(Savepoint savepoint) {
    List<String> problems = new ArrayList<>();
    savepoint
        .positions()
        .forEach(
            (partition, next) -> {
              long begin = earliest.getOrDefault(partition, 0L);
              if (next < 0) {
                // Nothing was read yet, so nothing can be missed.
                return;
              }
              if (next < begin) {
                problems.add(
                    ("The savepoint continues at offset %d of %s, and this partition begins at %d:"
                            + " take a newer savepoint, or see 'Lost records' in docs/operate.md.")
                        .formatted(next, partition, begin));
              } else if (partition.topic().equals(Topics.MODELS) && next < firstKeptModel) {
                problems.add(
                    ("The savepoint continues at offset %d of %s, and what follows may be compacted"
                            + " up to offset %d, of %d days ago: take a newer savepoint, unless the"
                            + " job was still reading an old log, or rebuild the view.")
                        .formatted(
                            next, partition, firstKeptModel, Topics.OLDEST_SAVEPOINT.toDays()));
              }
            });
    return problems.isEmpty() ? savepoint : savepoint.with(problems);
  }
}
