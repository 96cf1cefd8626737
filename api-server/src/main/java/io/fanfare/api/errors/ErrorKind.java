package io.fanfare.api.errors;

import java.util.Arrays;
import java.util.Locale;

/**
 * The kinds of errors that a client may tell apart. Their names are part of the contract: clients
 * compare them, whereas messages may change. The first kind of a status is its usual one.
 */
public enum ErrorKind {
  PARAMETER_INVALID(400, "A parameter has no valid value."),
  PARAMETER_UNKNOWN(400, "The path does not have this parameter."),
  CURSOR_INVALID(400, "The cursor does not belong to this request."),
  BODY_INVALID(400, "The body has no valid content."),
  REQUEST_INVALID(400, "The request is not valid HTTP, or too long."),
  TOKEN_INVALID(401, "The access token is not valid."),
  TOKEN_MISSING(401, "The request has no access token."),
  TOKEN_EXPIRED(401, "The access token has expired."),
  FORBIDDEN(403, "The request is not allowed."),
  NOT_FOUND(404, "There is nothing at this path."),
  NOT_CONFIGURED(404, "The server is not configured for this path."),
  METHOD_NOT_ALLOWED(405, "The path does not accept this method."),
  TOO_MANY_DEVICES(409, "The user has too many devices."),
  CURSOR_EXPIRED(410, "The cursor has expired."),
  BODY_TOO_LARGE(413, "The body is too large."),
  MEDIA_TYPE_UNSUPPORTED(415, "The body is not JSON."),
  ENCODING_UNSUPPORTED(415, "The body has an encoding other than gzip."),
  RATE_LIMITED(429, "The client has sent too many requests."),
  TOO_MANY_CHANGES(429, "The user has changed their notifications too often."),
  TOO_MANY_STREAMS(429, "The user has too many streams open."),
  INTERNAL(500, "The server failed."),
  FORMAT_UNSUPPORTED(501, "The answer has no such format."),
  UNAVAILABLE(503, "A server that the answer needs is absent or too busy."),
  NOT_READY(503, "The server is not ready.");

  private final int status;
  private final String title;

  ErrorKind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The usual kind of a status. */
  public static ErrorKind usual(int status) {
    return Arrays.stream(values())
        .filter(kind -> kind.status == status)
        .findFirst()
        .orElse(status < 500 ? REQUEST_INVALID : INTERNAL);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Its name in answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One sentence that is the same for all errors of this kind. */
  public String title() {
    return title;
  }
}
