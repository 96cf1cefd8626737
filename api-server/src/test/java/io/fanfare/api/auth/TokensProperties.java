package io.fanfare.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.errors.ApiException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any token proves who bears it, or is rejected with 401 and one sentence. */
class TokensProperties {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.5Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final TokenKey KEY = TokenKey.parse("A".repeat(43));
  private static final Tokens TOKENS = new Tokens(KEY, CLOCK);
  private static final String GOOD_HEADER = "{\"alg\":\"HS256\"}";

  @Property(tries = 500)
  void anyTextIsRejected(@ForAll("texts") String text) {
    assertRejected(text);
  }

  @Property(tries = 1_000)
  void aChangedTokenProvesNothingElse(
      @ForAll @IntRange(min = 0, max = 200) int place, @ForAll("texts") String inserted) {
    String token = TOKENS.issue(7, Duration.ofHours(1));
    int at = place % token.length();
    String changed = token.substring(0, at) + inserted + token.substring(at + 1);
    try {
      // The last character has bits that mean nothing.
      assertThat(TOKENS.verify(changed)).isEqualTo(TOKENS.verify(token));
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(401);
    }
  }

  @Property(tries = 1_000)
  void anySignedClaimsProveAUserOrAreRejected(@ForAll("claims") String claims) throws Exception {
    String token = signed(GOOD_HEADER, claims);
    try {
      assertThat(TOKENS.verify(token).until()).isAfter(NOW);
    } catch (ApiException e) {
      assertError(e);
    }
    try {
      assertThat(TOKENS.verifyApplication(token)).matches("[a-z0-9-]{1,40}");
    } catch (ApiException e) {
      assertError(e);
    }
  }

  @Property(tries = 500)
  void anyOtherHeaderIsRejected(@ForAll("headers") String header) throws Exception {
    assertRejected(signed(header, "{\"sub\":\"7\",\"exp\":1795169730}"));
  }

  private static void assertRejected(String token) {
    try {
      TOKENS.verify(token);
    } catch (ApiException e) {
      assertError(e);
      return;
    }
    throw new AssertionError("accepted: " + token);
  }

  private static void assertError(ApiException e) {
    assertThat(e.status()).isEqualTo(401);
    assertThat(e.reason()).startsWith("The access token ").endsWith(".");
  }

  private static String signed(String header, String claims) throws GeneralSecurityException {
    String content = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.bytes(), "HmacSHA256"));
    return content + "." + base64(mac.doFinal(content.getBytes(UTF_8)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(40),
        Arbitraries.strings().withChars("ABCabc019-_=.+/ \u0000").ofMaxLength(40),
        Arbitraries.of(
            "", ".", "..", "...", "e30.e30.", "eyJhbGciOiJub25lIn0.e30.", ".".repeat(9_999)));
  }

  /** Claims of right and wrong types, some twice, in any number. */
  @Provide
  Arbitrary<String> claims() {
    Arbitrary<String> names =
        Arbitraries.of("sub", "exp", "nbf", "iat", "aud", "iss", "jti", "crit", "");
    return Combinators.combine(names, values())
        .as((name, value) -> "\"" + name + "\":" + value)
        .list()
        .ofMaxSize(5)
        .map(claims -> "{" + String.join(",", claims) + "}");
  }

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> algorithms =
        Arbitraries.of(
            "\"none\"",
            "\"None\"",
            "\"HS384\"",
            "\"HS512\"",
            "\"RS256\"",
            "\"ES256\"",
            "\"EdDSA\"",
            "\"hs256\"",
            "\"\"",
            "null",
            "1",
            "[\"HS256\"]",
            "{\"HS256\":1}");
    Arbitrary<String> others =
        Combinators.combine(
                Arbitraries.of("typ", "kid", "jwk", "jku", "x5c", "b64", "zip", "enc", "crit"),
                values())
            .as((name, value) -> ",\"" + name + "\":" + value);
    return Combinators.combine(algorithms, others.list().ofMaxSize(2))
        .as((alg, rest) -> "{\"alg\":" + alg + String.join("", rest) + "}");
  }

  private static Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.of(
            "\"7\"",
            "\"application:web\"",
            "\"application:\"",
            "7",
            "1795169730",
            "1795169730.5",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775",
            "9223372036854776",
            "99999999999999999999",
            "1e308",
            "-1e999",
            "NaN",
            "\"1795169730\"",
            "null",
            "true",
            "[]",
            "{}",
            "\"\\ud800\"",
            "[".repeat(20_000) + "]".repeat(20_000),
            "{\"a\":".repeat(20_000),
            "9".repeat(5_000)));
  }
}
