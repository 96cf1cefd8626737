package io.fanfare.ops.audit;

/** How rows grow of which there is one a stem, and whose numbers never fall. */
public interface Growth<E> {

  /** Whether no number of a row is larger than that of another with the same stem. */
  boolean isWithin(E lower, E upper);

  /** The likely cause of a stored row that is not within the expected one. */
  String causeOfMore();
}
