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
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Issues and verifies access tokens: JWTs that always expire. Their `sub` is a user's id as decimal
 * text, or `application:` and an application's name. Any JWT library can issue them with the key
 * (HS256); another issuer signs them with keys of its own (RS256, ES256).
 */
public final class Tokens {

  private static final String NOT_VALID = "The access token is not valid.";

  /** How far the clock of an issuer may be ahead of ours. */
  private static final Duration LEEWAY = Duration.ofSeconds(5);

  private final TokenKey key;
  private final @Nullable IssuerKeys issuer;
  private final Clock clock;

  public Tokens(TokenKey key, Clock clock) {
    this(key, null, clock);
  }

  /**
   * @param key its owner may issue tokens
   * @param issuer who else may; null for nobody
   */
  public Tokens(TokenKey key, @Nullable IssuerKeys issuer, Clock clock) {
    this.key = key;
    this.issuer = issuer;
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
   * Makes a token with which an application may send domain events, and read what is public.
   *
   * @param name 1 to 40 lower-case letters, digits and `-`
   * @param lifetime at least a second: the expiry has a resolution of one second
   */
  public String issueForApplication(String name, Duration lifetime) {
    if (!Bearer.isApplicationName(name)) {
      throw new IllegalArgumentException(
          "An application's name is 1 to 40 lower-case letters, digits and '-', not '"
              + name
              + "'.");
    }
    return issue(Bearer.APPLICATION + name, lifetime);
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
   * @throws ApiException (401) as {@link #bearer}, or if it names no user
   */
  public Proof verify(String token) {
    return bearer(token).user();
  }

  /**
   * Verifies an application's token.
   *
   * @return the application's name
   * @throws ApiException (401) as {@link #bearer}, or if it names no application
   */
  public String verifyApplication(String token) {
    return bearer(token).application();
  }

  /**
   * Verifies a token.
   *
   * @throws ApiException (401) if it was not signed with the key, nor by the other issuer for this
   *     server, or has no or a past expiry
   */
  public Bearer bearer(String token) {
    JWTClaimsSet claims = validClaims(token);
    return new Bearer(claims.getSubject(), claims.getExpirationTime().toInstant());
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
      if (isSignedWithOurKey(jwt)) {
        return jwt.getJWTClaimsSet();
      }
      if (issuer != null && issuer.hasSigned(jwt)) {
        return claimsForUs(issuer, jwt);
      }
    } catch (ParseException | JOSEException e) {
      // Rejected below, without a detail that would help a forger.
    }
    throw new ApiException(401, NOT_VALID);
  }

  /** The token must not choose the algorithm. */
  private boolean isSignedWithOurKey(SignedJWT jwt) throws JOSEException {
    if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
      return false;
    }
    for (TokenKey accepted : key.accepted()) {
      if (jwt.verify(new MACVerifier(accepted.bytes()))) {
        return true;
      }
    }
    return false;
  }

  private static JWTClaimsSet claimsForUs(IssuerKeys issuer, SignedJWT jwt) throws ParseException {
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    if (!issuer.isFor(claims)) {
      throw new ApiException(
          401, "The access token is not for this server: its claim iss or aud is another.");
    }
    return claims;
  }
}
