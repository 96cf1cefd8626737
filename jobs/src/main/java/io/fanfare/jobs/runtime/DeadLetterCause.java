package io.fanfare.jobs.runtime;

import java.util.Locale;

/** Why records became dead letters, as a metric counts them; the letters have whole sentences. */
public enum DeadLetterCause {
  /** The record is not of the contract: it cannot be decoded, or its content is impossible. */
  UNREADABLE,
  /** The store will never take what the record leads to. */
  REJECTED;

  /** Its name as a label. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
