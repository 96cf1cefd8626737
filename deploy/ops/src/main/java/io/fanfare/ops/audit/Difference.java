package io.fanfare.ops.audit;

/**
 * A row about which a view and the source disagree.
 *
 * @param cause the likely cause, one sentence
 */
public record Difference<E>(Kind kind, E row, String cause) {

  static final String NOT_STORED =
      "Nothing is stored: its delivery was lost, or never decided because a change was not"
          + " captured.";

  static final String OTHER_TIME =
      "The same activity is stored with another time: the change of its row was not captured.";

  public static final String NOT_REMOVED =
      "Its removal was lost, or never decided because a change was not captured.";

  public static final String JUDGED_OTHERWISE =
      "It is stored, but the reader and SQL judge its rows differently: a bug.";

  enum Kind {
    /** The source expects it, and the view does not show it. */
    MISSING,
    /** The view shows it, and the source does not expect it. */
    EXTRA,
    /** Missing, while another row with its stem is stored. */
    STALE
  }
}
