package io.fanfare.jobs.notifications.functions;

import io.fanfare.jobs.runtime.ReadRecords;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcastRule;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.RecipientChange;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads completion events: one change for each recipient. */
public final class ReadEntryChanges extends ReadRecords<DashboardUpdate, RecipientChange> {

  private static final long serialVersionUID = 1L;

  /**
   * @param job name of the job, for its dead letters
   */
  public ReadEntryChanges(String job) {
    super(job, DashboardUpdate.class);
  }

  @Override
  protected @Nullable String problem(DashboardUpdate update, LogRecord record) {
    if (!Version.isPossible(update.getVersion())) {
      return "The event has the version %d, which no record of models has."
          .formatted(update.getVersion());
    }
    long latest = Math.max(update.getTime(), update.getActivity().getActivityTime());
    return update.getTime() < 0 || latest > ModelBroadcastRule.LAST_TIME
        ? "The event has a time before 1970 or after the year 9999."
        : null;
  }

  @Override
  protected void emit(DashboardUpdate update, LogRecord record, Collector<RecipientChange> out) {
    boolean isNews =
        update.getOperation() == UpdateOperation.ADDED
            && update.getCause() == Cause.LIVE
            && update.getNotify();
    if (update.getOperation() == UpdateOperation.ADDED && !isNews) {
      return;
    }
    // Records of earlier releases do not have the time of the change; they were appended soon
    // after.
    long time = update.getTime() == 0 ? record.getAppendedAt() : update.getTime();
    EntryChange change =
        new EntryChange(
            update.getOperation(), update.getActivity(), isNews, time, update.getBatch());
    for (long recipient : CompletionEvent.recipients(update)) {
      out.collect(new RecipientChange(recipient, update.getVersion(), change));
    }
  }
}
