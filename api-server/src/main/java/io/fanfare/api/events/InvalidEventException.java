package io.fanfare.api.events;

/** An event that can't be taken as it is; the message is one sentence. */
final class InvalidEventException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  InvalidEventException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
