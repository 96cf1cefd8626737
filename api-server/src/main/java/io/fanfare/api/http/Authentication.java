package io.fanfare.api.http;

import io.fanfare.api.auth.Tokens;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out from the access token of a request which user or application sent it. */
final class Authentication {

  private static final String HEADER = "Authorization";
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?:Bearer|OAuth) +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

  /** How a token is verified. */
  private interface Verification<T> {
    T verify(String token);
  }

  private final Tokens tokens;

  Authentication(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws UnauthorizedException if the request has no valid token of a user
   */
  long userId(Context context) {
    return proof(context).userId();
  }

  /**
   * @throws UnauthorizedException if the request has no valid token of a user
   */
  Tokens.Proof proof(Context context) {
    return proof(context, tokens::verify);
  }

  /**
   * @throws UnauthorizedException if the request has no valid token of an application
   */
  void requireApplication(Context context) {
    proof(context, tokens::verifyApplication);
  }

  private static <T> T proof(Context context, Verification<T> verification) {
    List<String> headers = Collections.list(context.req().getHeaders(HEADER));
    if (headers.isEmpty()) {
      throw new UnauthorizedException(
          ErrorKind.TOKEN_MISSING,
          "The access token is missing: send the header 'Authorization: Bearer TOKEN'.",
          false);
    }
    Matcher credentials = CREDENTIALS.matcher(headers.get(0).strip());
    if (headers.size() > 1 || !credentials.matches()) {
      throw new UnauthorizedException(
          ErrorKind.TOKEN_INVALID,
          "The header Authorization is not readable: send it once, as 'Bearer TOKEN' or"
              + " 'OAuth TOKEN'.",
          false);
    }
    try {
      return verification.verify(credentials.group(1));
    } catch (ApiException e) {
      throw new UnauthorizedException(e.kind(), e.reason(), true);
    }
  }
}
