package io.fanfare.api.errors;

import org.jspecify.annotations.Nullable;

/** Ends a request with an error; its message is one sentence for the client. */
public class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final int status;
  private final String reason;

  /**
   * An error of the usual kind.
   *
   * @param status the HTTP status
   * @param reason one sentence: what is wrong and what to do
   */
  public ApiException(int status, String reason) {
    this(ErrorKind.usual(status), reason);
  }

  /**
   * @param reason one sentence: what is wrong and what to do
   */
  public ApiException(ErrorKind kind, String reason) {
    this(kind, reason, null);
  }

  protected ApiException(ErrorKind kind, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.kind = kind;
    this.status = kind.status();
    this.reason = reason;
  }

  public ErrorKind kind() {
    return kind;
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }
}
