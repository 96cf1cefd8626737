package io.fanfare.api.parameters;

/** A request can't be answered as it was asked; the message is one sentence for whoever asked. */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public InvalidRequestException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
