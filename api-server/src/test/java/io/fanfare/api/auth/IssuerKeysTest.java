package io.fanfare.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerKeysTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String ISSUER = "https://login.example";
  private static final String AUDIENCE = "fanfare";
  private static final TokenKey OWN = TokenKey.parse("A".repeat(43));

  private static RSAKey rsa;
  private static RSAKey otherRsa;
  private static ECKey ec;

  @TempDir private Path folder;
  private String served = "";
  private final IssuerKeys keys =
      new IssuerKeys(
          ISSUER,
          AUDIENCE,
          () -> {
            if (served.isEmpty()) {
              throw new IOException("absent");
            }
            return served;
          });
  private final Tokens tokens = new Tokens(OWN, keys, Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeAll
  static void generate() throws JOSEException {
    rsa = new RSAKeyGenerator(2_048).keyID("r1").generate();
    otherRsa = new RSAKeyGenerator(2_048).keyID("r2").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
  }

  @Test
  void acceptsTokensOfItsKeysByTheirType() throws Exception {
    serve(rsa, ec);
    assertThat(tokens.verify(signed(JWSAlgorithm.RS256, rsa)).userId()).isEqualTo(7);
    assertThat(tokens.verify(signed(JWSAlgorithm.ES256, ec)).userId()).isEqualTo(7);
    // As before.
    assertThat(tokens.verify(tokens.issue(8, Duration.ofHours(1))).userId()).isEqualTo(8);
  }

  @Test
  void acceptsATokenThatDoesNotNameItsKey() throws Exception {
    serve(otherRsa, rsa);
    JWSHeader header = new JWSHeader(JWSAlgorithm.RS256);
    assertThat(tokens.verify(signed(header, claims().build(), new RSASSASigner(rsa))).userId())
        .isEqualTo(7);
  }

  @Test
  void acceptsTokensOfApplications() throws Exception {
    serve(ec);
    JWTClaimsSet claims = claims().subject("application:web").build();
    assertThat(tokens.bearer(signed(JWSAlgorithm.ES256, ec, claims)).application())
        .isEqualTo("web");
  }

  @Test
  void rejectsOtherIssuersAndAudiences() throws Exception {
    serve(rsa);
    for (JWTClaimsSet claims :
        List.of(
            claims().issuer("https://other.example").build(),
            claims().issuer(null).build(),
            claims().audience("other").build(),
            claims().audience(List.of()).build())) {
      assertRejected(signed(JWSAlgorithm.RS256, rsa, claims));
    }
    assertThat(
            tokens
                .verify(
                    signed(
                        JWSAlgorithm.RS256,
                        rsa,
                        claims().audience(List.of("other", AUDIENCE)).build()))
                .userId())
        .isEqualTo(7);
  }

  @Test
  void rejectsWhatExpiredOrNeverDoes() throws Exception {
    serve(rsa);
    assertRejected(
        signed(JWSAlgorithm.RS256, rsa, claims().expirationTime(Date.from(NOW)).build()));
    assertRejected(signed(JWSAlgorithm.RS256, rsa, claims().expirationTime(null).build()));
  }

  /** The mistakes that others made: the token chooses how it is verified. */
  @Test
  void aTokenDoesNotChooseHowItIsVerified() throws Exception {
    serve(rsa, ec);
    assertRejected(new PlainJWT(claims().build()).serialize());
    // The public key, which everybody knows, as a secret.
    for (byte[] secret :
        List.of(
            rsa.toRSAPublicKey().getEncoded(),
            rsa.toPublicJWK().toJSONString().getBytes(UTF_8),
            ("-----BEGIN PUBLIC KEY-----\n" + rsa.getModulus()).getBytes(UTF_8))) {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build();
      assertRejected(signed(header, claims().build(), new MACSigner(secret)));
    }
    // A key of its own, in the header.
    JWSHeader withKey =
        new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(otherRsa.toPublicJWK()).build();
    assertRejected(signed(withKey, claims().build(), new RSASSASigner(otherRsa)));
    // The name of a key of another type.
    JWSHeader wrongType = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("e1").build();
    assertRejected(signed(wrongType, claims().build(), new RSASSASigner(otherRsa)));
    // An algorithm that is not for it.
    assertRejected(signed(JWSAlgorithm.RS512, rsa));
    // What must be understood, and is not.
    JWSHeader critical =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("r1")
            .criticalParams(java.util.Set.of("x"))
            .customParam("x", 1)
            .build();
    assertRejected(signed(critical, claims().build(), new RSASSASigner(rsa)));
  }

  @Test
  void ignoresKeysThatAreNotForIt() throws Exception {
    OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).keyID("s1").generate();
    RSAKey forEncryption =
        new RSAKey.Builder(otherRsa).keyID("x1").keyUse(KeyUse.ENCRYPTION).build();
    served = new JWKSet(List.of(secret, forEncryption, rsa)).toString(false);
    keys.refresh();
    assertThat(tokens.verify(signed(JWSAlgorithm.RS256, rsa)).userId()).isEqualTo(7);
    assertRejected(signed(JWSAlgorithm.RS256, forEncryption));
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("s1").build();
    assertRejected(signed(header, claims().build(), new MACSigner(secret)));
  }

  @Test
  void takesUpANewKeyAndGivesUpAnOldOne() throws Exception {
    serve(rsa);
    assertRejected(signed(JWSAlgorithm.RS256, otherRsa));
    serve(rsa, otherRsa);
    assertThat(tokens.verify(signed(JWSAlgorithm.RS256, otherRsa)).userId()).isEqualTo(7);
    serve(otherRsa);
    assertRejected(signed(JWSAlgorithm.RS256, rsa));
  }

  @Test
  void keepsItsKeysWhileTheyCannotBeRead() throws Exception {
    serve(rsa);
    for (String broken : List.of("", "<html>", "{}", "{\"keys\": []}", "{\"keys\": [{}]}")) {
      served = broken;
      keys.refresh();
      assertThat(tokens.verify(signed(JWSAlgorithm.RS256, rsa)).userId()).as(broken).isEqualTo(7);
    }
  }

  @Test
  void isUnavailableBeforeTheFirstKey() throws Exception {
    keys.refresh();
    String token = signed(JWSAlgorithm.RS256, rsa);
    assertThatThrownBy(() -> tokens.verify(token)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void readsAFileAndNotMoreThanIsBounded() throws Exception {
    Path file = folder.resolve("keys.json");
    Files.writeString(file, new JWKSet(rsa.toPublicJWK()).toString());
    assertThat(IssuerKeys.Source.file(file).read()).contains("\"r1\"");
    Files.writeString(file, " ".repeat(256 * 1024 + 1));
    assertThatThrownBy(() -> IssuerKeys.Source.file(file).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger");
  }

  @Test
  void readsAnAddressAndNotMoreThanIsBounded() throws Exception {
    AtomicReference<String> body = new AtomicReference<>(new JWKSet(ec.toPublicJWK()).toString());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          byte[] bytes = body.get().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      IssuerKeys.Source source =
          IssuerKeys.Source.url(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys").toURL());
      assertThat(source.read()).contains("\"e1\"");
      body.set(" ".repeat(1_000_000));
      assertThatThrownBy(source::read).isInstanceOf(IOException.class);
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(
            () -> IssuerKeys.Source.url(URI.create("http://127.0.0.1:1/keys").toURL()).read())
        .isInstanceOf(IOException.class);
  }

  private void serve(JWK... signing) {
    served = new JWKSet(List.of(signing)).toString();
    keys.refresh();
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("7")
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .expirationTime(Date.from(NOW.plusSeconds(60)));
  }

  private static String signed(JWSAlgorithm algorithm, JWK key) throws JOSEException {
    return signed(algorithm, key, claims().build());
  }

  private static String signed(JWSAlgorithm algorithm, JWK key, JWTClaimsSet claims)
      throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
    return signed(
        header,
        claims,
        key instanceof ECKey curve ? new ECDSASigner(curve) : new RSASSASigner(key.toRSAKey()));
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private void assertRejected(String token) {
    assertThatThrownBy(() -> tokens.bearer(token))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 401);
  }
}
