package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The tokens for push services, one an origin, kept until half their time is over. */
final class VapidTokens {

  /** RFC 8292 allows 24 hours; clocks differ. */
  static final Duration LIFE = Duration.ofHours(12);

  static final Duration RENEWAL = LIFE.dividedBy(2);

  /** Strangers choose the origins. */
  private static final int MOST_ORIGINS = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADER =
      Base64Url.encode("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(UTF_8));

  private record Token(String authorization, Instant renewal) {}

  private final VapidKeys keys;
  private final String subject;
  private final Clock clock;
  private final Cache<String, Token> tokens =
      Caffeine.newBuilder().maximumSize(MOST_ORIGINS).executor(Runnable::run).build();

  /**
   * @param subject how to reach who sends: a mailto: or https: URL
   */
  VapidTokens(VapidKeys keys, String subject, Clock clock) {
    this.keys = keys;
    this.subject = subject;
    this.clock = clock;
  }

  /** The value of the header Authorization for an endpoint. */
  String authorization(URI endpoint) {
    Instant now = clock.instant();
    Token token =
        tokens
            .asMap()
            .compute(
                origin(endpoint),
                (origin, old) ->
                    old != null && now.isBefore(old.renewal()) ? old : token(origin, now));
    return token.authorization();
  }

  /** Scheme, host and port, without the port that the scheme implies (RFC 6454). */
  static String origin(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
    int port = endpoint.getPort();
    boolean implied = port == -1 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (implied ? "" : ":" + port);
  }

  private Token token(String origin, Instant now) {
    try {
      byte[] claims =
          JSON.writeValueAsBytes(
              JSON.createObjectNode()
                  .put("aud", origin)
                  .put("exp", now.plus(LIFE).getEpochSecond())
                  .put("sub", subject));
      String signed = HEADER + "." + Base64Url.encode(claims);
      String token = signed + "." + Base64Url.encode(keys.sign(signed));
      return new Token("vapid t=" + token + ", k=" + keys.publicKey(), now.plus(RENEWAL));
    } catch (JsonProcessingException | GeneralSecurityException e) {
      throw new IllegalStateException("The token for " + origin + " cannot be made.", e);
    }
  }
}
