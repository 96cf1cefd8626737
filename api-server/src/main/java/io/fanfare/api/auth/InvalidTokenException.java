package io.fanfare.api.auth;

/** A token proves nothing; the message is one sentence that may be told to whoever sent it. */
public final class InvalidTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  InvalidTokenException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
