package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.progress.Views;

/** The source from which a job writes existing cells again. */
public enum Rebuild {
  /** No rebuild: the live job, which keeps the cells up to date. */
  NONE,
  /** The logs, up to their ends when the job starts; then the job finishes. */
  LOG,
  /** The state in the savepoint that the job starts from; the operator stops the job. */
  SAVEPOINT;

  /** Name of the view under which the job reports its progress. */
  public String view() {
    return this == NONE ? Views.STATS : Views.STATS_REBUILD;
  }
}
