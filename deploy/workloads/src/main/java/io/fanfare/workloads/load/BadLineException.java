package io.fanfare.workloads.load;

/** A line that cannot be loaded. */
final class BadLineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a few words; many lines share them
   */
  BadLineException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
