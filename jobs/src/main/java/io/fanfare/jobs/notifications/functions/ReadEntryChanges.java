package io.fanfare.jobs.notifications.functions;

import io.fanfare.jobs.runtime.DeadLetterCause;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcastRule;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.RecipientChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads completion events: one change for each recipient. Emits a dead letter for an unreadable or
 * impossible record.
 */
public final class ReadEntryChanges extends ProcessFunction<LogRecord, RecipientChange> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private transient AvroCodec<DashboardUpdate> codec;
  private transient Counter unreadable;

  /**
   * @param job name of the job, for its dead letters
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public ReadEntryChanges(String job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext openContext) {
    codec = AvroCodec.of(DashboardUpdate.class);
    unreadable = JobMetrics.of(getRuntimeContext()).deadLetters(DeadLetterCause.UNREADABLE);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<RecipientChange> out) {
    String problem;
    try {
      DashboardUpdate update = codec.decode(LogRecords.value(record));
      problem = problem(update);
      if (problem == null) {
        EntryChange change = change(update, record);
        if (change.getOperation() == UpdateOperation.ADDED && !change.getNews()) {
          return;
        }
        for (long recipient : CompletionEvent.recipients(update)) {
          out.collect(new RecipientChange(recipient, update.getVersion(), change));
        }
      }
    } catch (UndecodableException e) {
      problem = e.reason();
    }
    if (problem != null) {
      unreadable.inc();
      DeadLetter letter = DeadLetters.of(job, problem, record);
      context.output(DeadLetters.TAG, letter);
    }
  }

  private static EntryChange change(DashboardUpdate update, LogRecord record) {
    boolean isNews =
        update.getOperation() == UpdateOperation.ADDED
            && update.getCause() == Cause.LIVE
            && update.getNotify();
    // Records of earlier releases do not have the time of the change; they were appended soon
    // after.
    long time = update.getTime() == 0 ? record.getAppendedAt() : update.getTime();
    return new EntryChange(
        update.getOperation(), update.getActivity(), isNews, time, update.getBatch());
  }

  /** Anybody may write to a topic, and one record must not stop the job. */
  private static @Nullable String problem(DashboardUpdate update) {
    if (!Version.isPossible(update.getVersion())) {
      return "The event has the version %d, which no record of models has."
          .formatted(update.getVersion());
    }
    long latest = Math.max(update.getTime(), update.getActivity().getActivityTime());
    return update.getTime() < 0 || latest > ModelBroadcastRule.LAST_TIME
        ? "The event has a time before 1970 or after the year 9999."
        : null;
  }
}
