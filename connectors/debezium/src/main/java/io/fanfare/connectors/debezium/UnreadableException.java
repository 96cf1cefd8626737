package io.fanfare.connectors.debezium;

/** Thrown for a change that cannot be converted; the reason is one sentence. */
final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  UnreadableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
