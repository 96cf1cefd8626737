package io.fanfare.api.http;

/** Whoever asks may not; the message is one sentence for them. */
final class ForbiddenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  ForbiddenException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
