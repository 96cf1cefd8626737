package io.fanfare.api.http;

import io.fanfare.api.errors.ApiException;

/** The request does not prove who sent it: status 401. */
final class UnauthorizedException extends ApiException {

  private static final long serialVersionUID = 1L;

  private final boolean hadToken;

  UnauthorizedException(String reason, boolean hadToken) {
    super(401, reason);
    this.hadToken = hadToken;
  }

  /** The header WWW-Authenticate, by RFC 6750. */
  String challenge() {
    String challenge = "Bearer realm=\"fanfare\"";
    return hadToken ? challenge + ", error=\"invalid_token\"" : challenge;
  }
}
