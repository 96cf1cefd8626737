package io.fanfare.api.http;

import io.fanfare.api.auth.Bearer;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out from the access token of a request which user or application sent it. */
final class Authentication {

  private static final String HEADER = "Authorization";
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?:Bearer|OAuth) +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

  /** Where a request keeps its verified token: more than one handler may ask for it. */
  private static final String VERIFIED = Bearer.class.getName();

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
    Bearer bearer = bearer(context);
    return verified(bearer::user);
  }

  /**
   * The user who reads what is public; null for an application.
   *
   * @throws UnauthorizedException if the request has no valid token
   */
  @Nullable Long reader(Context context) {
    Bearer bearer = bearer(context);
    return verified(() -> Optional.ofNullable(bearer.reader())).orElse(null);
  }

  /**
   * @throws UnauthorizedException if the request has no valid token of an application
   */
  void requireApplication(Context context) {
    Bearer bearer = bearer(context);
    verified(bearer::application);
  }

  /** Who sent the request; null if it does not prove it. */
  @Nullable Bearer known(Context context) {
    try {
      return bearer(context);
    } catch (UnauthorizedException e) {
      return null;
    }
  }

  private Bearer bearer(Context context) {
    Bearer known = context.attribute(VERIFIED);
    if (known == null) {
      String token = token(context);
      known = verified(() -> tokens.bearer(token));
      context.attribute(VERIFIED, known);
    }
    return known;
  }

  private static String token(Context context) {
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
    return credentials.group(1);
  }

  /** Names the token as the reason of a failure, as RFC 6750 wants it. */
  private static <T> T verified(Supplier<T> verification) {
    try {
      return verification.get();
    } catch (ApiException e) {
      throw new UnauthorizedException(e.kind(), e.reason(), true);
    }
  }
}
