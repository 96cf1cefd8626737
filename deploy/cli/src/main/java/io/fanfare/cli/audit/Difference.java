package io.fanfare.cli.audit;

/**
 * An entry about which a dashboard and the source disagree.
 *
 * @param cause what it probably comes from: one sentence
 */
record Difference(Kind kind, Entry entry, String cause) {

  static final String NOT_STORED =
      "Nothing is stored: its delivery was lost, or never decided because a change was not captured.";

  static final String OTHER_TIME =
      "The same activity is stored with another time: the change of its row was not captured.";

  static final String JUDGED_OTHERWISE =
      "It is stored, and the reader judges its rows otherwise than SQL does: a bug.";

  enum Kind {
    /** The rows say it is there, and the dashboard doesn't show it. */
    MISSING,
    /** The dashboard shows it, and the rows don't say so. */
    EXTRA,
    /** Missing, while the same activity is stored with another time. */
    STALE
  }
}
