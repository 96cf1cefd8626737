package io.fanfare.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fanfare.api.availability.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an issuer of tokens: a JSON Web Key Set (RFC 7517). They are read in the
 * background, so no request waits for the issuer. While they can't be read, those that were read
 * last stay good.
 */
public final class IssuerKeys implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Until there are keys. */
  private static final Duration FIRST_PERIOD = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 256 * 1024;

  /** A token without the id of its key is tried with each of them. */
  private static final int MOST_KEYS = 50;

  private static final int LEAST_RSA_BITS = 2_048;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  private final String issuer;
  private final String audience;
  private final Source source;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "issuer-keys");
            thread.setDaemon(true);
            return thread;
          });
  private volatile JWKSet keys = new JWKSet();
  private volatile String problem = "";

  /** Where the keys are. */
  public interface Source {

    /** The key set as JSON, of at most 256 KB. */
    String read() throws IOException;

    /** A file, which may be replaced while the server runs. */
    static Source file(Path path) {
      return () -> {
        try (InputStream in = Files.newInputStream(path)) {
          byte[] bytes = in.readNBytes(MOST_BYTES + 1);
          if (bytes.length > MOST_BYTES) {
            throw new IOException("the file is larger than 256 KB");
          }
          return new String(bytes, StandardCharsets.UTF_8);
        }
      };
    }

    /** An address. */
    static Source url(URL url) {
      int millis = (int) PATIENCE.toMillis();
      return () ->
          new DefaultResourceRetriever(millis, millis, MOST_BYTES)
              .retrieveResource(url)
              .getContent();
    }
  }

  /**
   * @param issuer what the claim `iss` of its tokens is
   * @param audience what the claim `aud` of tokens for this server contains
   */
  public IssuerKeys(String issuer, String audience, Source source) {
    this.issuer = issuer;
    this.audience = audience;
    this.source = source;
  }

  /** Begins to read the keys: every second until there are some, then every minute. */
  public void start() {
    timer.execute(this::refreshAgainAndAgain);
  }

  private void refreshAgainAndAgain() {
    refresh();
    Duration pause = keys.isEmpty() ? FIRST_PERIOD : PERIOD;
    if (!timer.isShutdown()) {
      var unused =
          timer.schedule(this::refreshAgainAndAgain, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Reads the keys once; a failure keeps those that are there. */
  void refresh() {
    try {
      keys = usable(JWKSet.parse(source.read()));
      if (!problem.isEmpty()) {
        LOG.info("The keys of {} are read again.", issuer);
        problem = "";
      }
    } catch (IOException | ParseException | RuntimeException e) {
      String now = String.valueOf(e.getMessage());
      if (!now.equals(problem)) {
        LOG.warn("The keys of {} can't be read, and stay as they were: {}", issuer, now);
        problem = now;
      }
    }
  }

  private static JWKSet usable(JWKSet read) throws IOException {
    List<JWK> usable =
        read.getKeys().stream()
            .filter(IssuerKeys::isUsable)
            .map(JWK::toPublicJWK)
            .limit(MOST_KEYS)
            .toList();
    if (usable.isEmpty()) {
      throw new IOException("none of the keys is for RS256 or ES256");
    }
    return new JWKSet(usable);
  }

  private static boolean isUsable(JWK key) {
    boolean hasStrength =
        (key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS)
            || (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()));
    return hasStrength && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()));
  }

  /**
   * Whether the issuer signed a token. The type of a key decides which algorithm it is for: no
   * token is accepted without a signature, or with a public key as the secret of one.
   *
   * @throws UnavailableException if the issuer's keys were never read: clients must not throw away
   *     tokens that are good
   */
  boolean hasSigned(SignedJWT token) throws JOSEException {
    JWSHeader header = token.getHeader();
    if (!ALGORITHMS.contains(header.getAlgorithm())) {
      return false;
    }
    if (keys.isEmpty()) {
      throw new UnavailableException(
          "The keys of the issuer of access tokens can't be read right now: try again later.",
          null);
    }
    for (JWK key : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys)) {
      if (token.verify(verifier(key))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the claims are of this issuer, and for this server. */
  boolean isFor(JWTClaimsSet claims) {
    return issuer.equals(claims.getIssuer()) && claims.getAudience().contains(audience);
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return key instanceof ECKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier(key.toRSAKey());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
