package io.fanfare.api.errors;

import org.jspecify.annotations.Nullable;

/** Ends a request with an error; its message is one sentence for the client. */
public class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param status the HTTP status
   * @param reason one sentence: what is wrong and what to do
   */
  public ApiException(int status, String reason) {
    this(status, reason, null);
  }

  protected ApiException(int status, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.status = status;
    this.reason = reason;
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }
}
