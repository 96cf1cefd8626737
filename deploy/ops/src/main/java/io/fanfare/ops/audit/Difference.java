package io.fanfare.ops.audit;

/**
 * A row about which a view and the source disagree.
 *
 * @param cause what it probably comes from: one sentence
 */
public record Difference<E>(Kind kind, E row, String cause) {

  static final String NOT_STORED =
      "Nothing is stored: its delivery was lost, or never decided because a change was not captured.";

  static final String OTHER_TIME =
      "The same activity is stored with another time: the change of its row was not captured.";

  public static final String NOT_TAKEN_AWAY =
      "Its removal was lost, or never decided because a change was not captured.";

  public static final String JUDGED_OTHERWISE =
      "It is stored, and the reader judges its rows otherwise than SQL does: a bug.";

  enum Kind {
    /** The source says it is there, and the view doesn't show it. */
    MISSING,
    /** The view shows it, and the source doesn't say so. */
    EXTRA,
    /** Missing, while the same activity is stored with another time. */
    STALE
  }
}
