package io.fanfare.api.http;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;

/** The request does not prove who sent it: status 401. */
final class UnauthorizedException extends ApiException {

  private static final long serialVersionUID = 1L;

  private final boolean hadToken;

  UnauthorizedException(ErrorKind kind, String reason, boolean hadToken) {
    super(kind, reason);
    this.hadToken = hadToken;
  }

  /** The header WWW-Authenticate, by RFC 6750. */
  String challenge() {
    String challenge = "Bearer realm=\"fanfare\"";
    return hadToken ? challenge + ", error=\"invalid_token\"" : challenge;
  }
}
