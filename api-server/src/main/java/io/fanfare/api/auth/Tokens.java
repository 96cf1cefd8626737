package io.fanfare.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.schemas.Ids;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Issues and verifies access tokens: JWTs that are signed with HS256 and always expire. Their `sub`
 * is a user's id as decimal text, or `application:` and an application's name. Any JWT library can
 * issue them with the key.
 */
public final class Tokens {

  private static final String NOT_VALID = "The access token is not valid.";
  private static final String APPLICATION = "application:";
  private static final Pattern APPLICATION_NAME = Pattern.compile("[a-z0-9-]{1,40}");

  /** How far the clock of an issuer may be ahead of ours. */
  private static final Duration LEEWAY = Duration.ofSeconds(5);

  private final TokenKey key;
  private final Clock clock;

  public Tokens(TokenKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Tokens of a key, by this machine's clock.
   *
   * @param keyText the content of the token key file
   * @throws IllegalArgumentException if it is not a key; the message is one sentence
   */
  public static Tokens of(String keyText) {
    return new Tokens(TokenKey.parse(keyText), Clock.systemUTC());
  }

  /**
   * Makes a token.
   *
   * @param userId any id, whether or not its row exists
   * @param lifetime at least a second: the expiry has a resolution of one second
   */
  public String issue(long userId, Duration lifetime) {
    return issue(Long.toString(userId), lifetime);
  }

  /**
   * Makes a token with which an application may send domain events.
   *
   * @param name 1 to 40 lower-case letters, digits and `-`
   * @param lifetime at least a second: the expiry has a resolution of one second
   */
  public String issueForApplication(String name, Duration lifetime) {
    if (!APPLICATION_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "An application's name is 1 to 40 lower-case letters, digits and '-', not '"
              + name
              + "'.");
    }
    return issue(APPLICATION + name, lifetime);
  }

  private String issue(String subject, Duration lifetime) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(subject)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key.bytes()));
    } catch (JOSEException e) {
      throw new IllegalStateException("A key of this length always signs", e);
    }
    return token.serialize();
  }

  /**
   * What a token proves.
   *
   * @param userId the user who bears it
   * @param until when it expires
   */
  public record Proof(long userId, Instant until) {}

  /**
   * Verifies a user's token.
   *
   * @throws ApiException (401) if it was not signed with this key and algorithm, has no or a past
   *     expiry, or names no user
   */
  public Proof verify(String token) {
    JWTClaimsSet claims = validClaims(token);
    return new Proof(userId(claims.getSubject()), claims.getExpirationTime().toInstant());
  }

  /**
   * Verifies an application's token.
   *
   * @return the application's name
   * @throws ApiException (401) if it was not signed with this key and algorithm, has no or a past
   *     expiry, or names no application
   */
  public String verifyApplication(String token) {
    String subject = validClaims(token).getSubject();
    if (subject != null && subject.startsWith(APPLICATION)) {
      String name = subject.substring(APPLICATION.length());
      if (APPLICATION_NAME.matcher(name).matches()) {
        return name;
      }
    }
    throw new ApiException(
        401, "The access token names no application: its claim sub is not application:NAME.");
  }

  private JWTClaimsSet validClaims(String token) {
    JWTClaimsSet claims = signedClaims(token);
    Instant now = clock.instant();
    Date expiry = claims.getExpirationTime();
    if (expiry == null) {
      throw new ApiException(401, "The access token never expires: its claim exp is missing.");
    }
    if (!now.isBefore(expiry.toInstant())) {
      throw new ApiException(
          ErrorKind.TOKEN_EXPIRED, "The access token has expired: get a new one.");
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.plus(LEEWAY).isBefore(notBefore.toInstant())) {
      throw new ApiException(401, "The access token is not valid yet.");
    }
    return claims;
  }

  private JWTClaimsSet signedClaims(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      // The token must not choose the algorithm.
      if (JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
          && jwt.verify(new MACVerifier(key.bytes()))) {
        return jwt.getJWTClaimsSet();
      }
    } catch (ParseException | JOSEException e) {
      // Rejected below, without a detail that would help a forger.
    }
    throw new ApiException(401, NOT_VALID);
  }

  private static long userId(@Nullable String subject) {
    Long id = subject == null ? null : Ids.parse(subject);
    if (id == null) {
      throw new ApiException(401, "The access token names no user: its claim sub is not an id.");
    }
    return id;
  }
}
