package io.fanfare.jobs.runtime;

/** What operators measure in addition to Flink's own metrics: see `docs/reference/metrics.md`. */
public enum JobMetric {
  /**
   * Rows or documents that the store has acknowledged. A row that is written again counts again.
   */
  ROWS_WRITTEN("rows_written"),
  /** Writes that failed, and that the operator tries again. */
  WRITES_RETRIED("writes_retried"),
  /** Writes that have begun and are neither durable nor a dead letter. */
  WRITES_IN_FLIGHT("writes_in_flight"),
  /** How long writes have waited for the write rate, in ms, summed over all writes. */
  WRITE_RATE_WAIT("write_rate_wait_ms"),
  /** Records that became dead letters, for each {@link DeadLetterCause}. */
  DEAD_LETTERS("dead_letters_cause_count"),
  /** Messages that the notifications job emitted, for each channel. */
  MESSAGES("messages_channel_count"),
  /** Outcomes that the notifications job emitted, for each channel and reason. */
  OUTCOMES("outcomes_channel_reason_count"),
  /** Keys with parked work. */
  PARKED_KEYS("parked_keys"),
  /** Markers that wait for the work before them. */
  HELD_MARKERS("held_markers"),
  /** How long the oldest of these markers has waited in this run of the job, in ms; 0 if none. */
  HELD_MARKER_AGE("held_marker_age_ms");

  private final String id;

  JobMetric(String id) {
    this.id = id;
  }

  /** Its name within the group `fanfare` of the operator. */
  public String id() {
    return id;
  }
}
