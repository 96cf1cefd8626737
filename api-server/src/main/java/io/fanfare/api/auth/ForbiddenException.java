package io.fanfare.api.auth;

/** Whoever asks may not; the message is one sentence for them. */
public final class ForbiddenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public ForbiddenException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
