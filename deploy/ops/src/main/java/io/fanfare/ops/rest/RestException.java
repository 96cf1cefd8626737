package io.fanfare.ops.rest;

import java.io.IOException;

/** A server's answer that rejects a request. */
public final class RestException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int CLIENT_ERROR = 4;

  private final int status;
  private final String message;

  RestException(String server, int status, String reason) {
    this.status = status;
    this.message = server + " answered with status " + status + ": " + reason;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** Whether the server is busy with another change: the request may be sent again. */
  public boolean isConflict() {
    return status == CONFLICT;
  }

  /** Whether the request is wrong, so that the server would reject it again. */
  public boolean isRejection() {
    return status / 100 == CLIENT_ERROR && !isConflict();
  }

  public boolean isNotFound() {
    return status == NOT_FOUND;
  }
}
