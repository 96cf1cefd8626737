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
 * Detects a job that continues where `models` has been compacted since: what was destroyed there
 * and forgotten would stay in the view for good. Kafka does not report this, as it does for records
 * that are deleted, because the offset that is read next still exists.
 *
 * <p>A job that still reads an old log for the first time meets such gaps everywhere, and rightly,
 * so only a position counts at which the job had read records while they were new.
 */
final class KeptLog {

  /** Between two records there is at most the mark of a transaction. */
  private static final long LARGEST_STEP = 2;

  private static final long KEPT = Micros.of(Topics.OLDEST_SAVEPOINT);
  private static final long NEVER = Long.MIN_VALUE;

  private final boolean skipsLostRecords;
  private final ListState<Long> state;

  /** When the last record was appended, µs since the epoch, if it was new when it was read. */
  private long lastNew = NEVER;

  private boolean isChecked;

  KeptLog(FunctionInitializationContext context, boolean skipsLostRecords) throws Exception {
    this.skipsLostRecords = skipsLostRecords;
    this.state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("last-new-append-time", LongSerializer.INSTANCE));
    for (long time : state.get()) {
      lastNew = Math.max(lastNew, time);
    }
  }

  /**
   * A clock that is ahead, of a broker or of this machine, must not stop the job: of the two the
   * earlier one counts.
   *
   * @param step how many offsets the record is behind the one before it
   * @param now µs since the epoch
   * @throws IllegalStateException if records between the two may be gone
   */
  void read(LogRecord record, long step, long now) {
    long appended = Math.min(record.getAppendedAt(), now);
    if (!isChecked) {
      isChecked = true;
      requireKept(record, step, appended);
    }
    lastNew = now - appended <= KEPT ? appended : NEVER;
  }

  private void requireKept(LogRecord record, long step, long appended) {
    boolean isOld = lastNew != NEVER && appended - lastNew > KEPT;
    if (isOld && step > LARGEST_STEP && !skipsLostRecords) {
      throw new IllegalStateException(
          LostRecords.sentence(
              "%s-%d before offset %d, which is more than %d days younger than the job's state"
                  .formatted(
                      record.getTopic(),
                      record.getPartition(),
                      record.getOffset(),
                      Topics.OLDEST_SAVEPOINT.toDays())));
    }
  }

  void snapshot() throws Exception {
    state.update(List.of(lastNew));
  }
}
