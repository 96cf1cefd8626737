package io.fanfare.api.http;

/** A user has enough streams; the message is one sentence for whoever asked for another. */
final class TooManyStreamsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  TooManyStreamsException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
