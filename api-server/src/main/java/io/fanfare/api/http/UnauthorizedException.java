package io.fanfare.api.http;

/** Nobody proved who asks; the message is one sentence for whoever asked. */
final class UnauthorizedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean hadToken;

  UnauthorizedException(String reason, boolean hadToken) {
    super(reason);
    this.reason = reason;
    this.hadToken = hadToken;
  }

  String reason() {
    return reason;
  }

  /** The header WWW-Authenticate, by RFC 6750. */
  String challenge() {
    String challenge = "Bearer realm=\"fanfare\"";
    return hadToken ? challenge + ", error=\"invalid_token\"" : challenge;
  }
}
