package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.EntryOperation;

/** One write to a dashboard. */
public record Write(EntryOperation operation, long version, long recipient, Activity activity) {

  Entry entry() {
    return new Entry(recipient, activity);
  }
}
