package io.fanfare.jobs.runtime;

import io.fanfare.schemas.LostRecords;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Detects a job that continues from a state so old that `models` may have been compacted behind it:
 * the job would miss changes in between, and what it has written for them would stay for good.
 * Kafka does not report this, as it does for records that are deleted, because the offset that is
 * read next still exists.
 *
 * <p>From a state that is older than what compaction keeps, the job reads with care until it meets
 * records that are younger: where one is missing that was appended after the state was written, it
 * fails. What is missing among older records was compacted before, and the job would not have read
 * it then either: so a job that reads an old log for the first time may be interrupted.
 */
final class KeptLog {

  /** Between two records there is at most the mark of a transaction. */
  private static final long LARGEST_STEP = 2;

  private static final long KEPT = Micros.of(Topics.OLDEST_SAVEPOINT);
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final boolean skipsLostRecords;
  private final ListState<Long> state;

  /** When the state was written that the job continues from, µs since the epoch. */
  private long writtenAt = UNKNOWN;

  /** The end of what may be compacted, µs since the epoch; known from the first record on. */
  private long compactedUntil = UNKNOWN;

  private long previousAppended = UNKNOWN;
  private boolean isCareful = true;

  KeptLog(FunctionInitializationContext context, boolean skipsLostRecords) throws Exception {
    this.skipsLostRecords = skipsLostRecords;
    this.state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("written-at", LongSerializer.INSTANCE));
    for (long time : state.get()) {
      writtenAt = Math.max(writtenAt, time);
    }
  }

  /**
   * @param step how many offsets the record is behind the one before it
   * @param now µs since the epoch
   * @throws IllegalStateException if records between the two may be gone
   */
  void read(LogRecord record, long step, long now) {
    if (!isCareful) {
      return;
    }
    if (compactedUntil == UNKNOWN) {
      compactedUntil = now - KEPT;
      previousAppended = writtenAt;
    }
    isCareful = writtenAt != UNKNOWN && previousAppended < compactedUntil;
    // A time of a broker whose clock is ahead counts as now.
    previousAppended = Math.min(record.getAppendedAt(), now);
    if (isCareful && step > LARGEST_STEP && previousAppended > writtenAt && !skipsLostRecords) {
      throw new IllegalStateException(
          LostRecords.sentence(
              "%s-%d before offset %d, since the state is older than %d days"
                  .formatted(
                      record.getTopic(),
                      record.getPartition(),
                      record.getOffset(),
                      Topics.OLDEST_SAVEPOINT.toDays())));
    }
  }

  /**
   * @param now µs since the epoch
   */
  void snapshot(long now) throws Exception {
    // Until the job is there, one that continues from here has to be careful, too.
    boolean isBehind = isCareful && writtenAt != UNKNOWN;
    state.update(List.of(isBehind ? writtenAt : now));
  }
}
