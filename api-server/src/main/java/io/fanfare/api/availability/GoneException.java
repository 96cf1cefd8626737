package io.fanfare.api.availability;

/** What a request wants to go on with is not there any more; the message is one sentence. */
public final class GoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public GoneException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
