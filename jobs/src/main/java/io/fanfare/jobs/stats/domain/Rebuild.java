package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.progress.Views;

/** What a job makes cells of that should be there already. */
public enum Rebuild {
  /** Of nothing: it is the job that keeps the cells in step with what happens. */
  NONE,
  /** Of all that the log has when it begins; then it ends. */
  LOG,
  /** Of what the savepoint knows that it begins with; it goes on until nobody wants it any more. */
  SAVEPOINT;

  /** Under which name the job says how far it is. */
  public String view() {
    return this == NONE ? Views.STATS : Views.STATS_REBUILD;
  }
}
