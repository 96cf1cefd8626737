package io.fanfare.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.fanfare.api.errors.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final TokenKey KEY = key((byte) 1);

  private final Tokens tokens = at(NOW);

  @Test
  void provesTheUserItWasIssuedFor() throws Exception {
    assertThat(tokens.verify(tokens.issue(1, Duration.ofHours(1))).userId()).isEqualTo(1);
    for (long user : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, 1580661436132757507L}) {
      assertThat(tokens.verify(tokens.issue(user, Duration.ofHours(1))).userId()).isEqualTo(user);
    }
  }

  @Test
  void distinguishesTokensOfUsersAndOfApplications() throws Exception {
    String application = tokens.issueForApplication("web-1", Duration.ofHours(1));

    assertThat(tokens.verifyApplication(application)).isEqualTo("web-1");
    assertRejected(tokens, application, "names no user");
    assertThatThrownBy(() -> tokens.verifyApplication(tokens.issue(1, Duration.ofHours(1))))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 401)
        .hasMessageContaining("names no application");
    assertThatThrownBy(() -> at(NOW.plusSeconds(3_600)).verifyApplication(application))
        .hasMessageContaining("expired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a b", "a\n"})
  void rejectsOtherNamesOfApplications(String name) {
    assertThatThrownBy(() -> tokens.issueForApplication(name, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("application's name");
  }

  @Test
  void expiresAtItsSecond() throws Exception {
    String token = tokens.issue(7, Duration.ofMinutes(10));

    assertThat(at(NOW.plusSeconds(599)).verify(token))
        .isEqualTo(new Tokens.Proof(7, NOW.plusSeconds(600)));
    assertRejected(at(NOW.plusSeconds(600)), token, "expired");
  }

  @Test
  void rejectsATokenThatNeverExpires() throws Exception {
    assertRejected(tokens, signed(claims().expirationTime(null)), "exp");
  }

  @Test
  void rejectsATokenThatIsNotValidYet() throws Exception {
    Date soon = Date.from(NOW.plusSeconds(10));
    assertRejected(tokens, signed(claims().notBeforeTime(soon)), "not valid yet");
  }

  @Test
  void acceptsATokenOfAnIssuerWhoseClockIsSecondsAhead() throws Exception {
    Date soon = Date.from(NOW.plusSeconds(2));
    assertThat(tokens.verify(signed(claims().notBeforeTime(soon))).userId()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "-0", "+1", " 1", "1.0", "01", "x", "soundcloud:users:1", "\u0661"})
  void rejectsASubjectThatIsNotAnId(String subject) throws Exception {
    assertRejected(tokens, signed(claims().subject(subject)), "names no user");
  }

  @Test
  void rejectsASubjectBeyond64BitsAndAMissingOne() throws Exception {
    assertRejected(tokens, signed(claims().subject("9223372036854775808")), "names no user");
    assertRejected(tokens, signed(claims().subject(null)), "names no user");
  }

  @Test
  void rejectsAnotherKey() throws Exception {
    String token = new Tokens(key((byte) 2), clock(NOW)).issue(1, Duration.ofHours(1));
    assertRejected(tokens, token, "not valid");
  }

  @Test
  void rejectsNoneAndEveryOtherAlgorithm() throws Exception {
    JWTClaimsSet claims = claims().build();
    assertRejected(tokens, new PlainJWT(claims).serialize(), "not valid");
    assertRejected(tokens, withHeader("{\"alg\":\"none\"}") + ".", "not valid");
    assertRejected(tokens, withHeader("{\"alg\":\"HS256\"}") + ".", "not valid");

    SignedJWT strong = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims);
    strong.sign(new MACSigner(new byte[64]));
    assertRejected(tokens, strong.serialize(), "not valid");
  }

  @Test
  void rejectsOtherClaimsUnderTheSameSignature() throws Exception {
    String token = tokens.issue(1, Duration.ofHours(1));
    String other = base64("{\"sub\":\"2\",\"exp\":4000000000}");
    String header = token.substring(0, token.indexOf('.'));
    String signature = token.substring(token.lastIndexOf('.'));
    assertRejected(tokens, header + "." + other + signature, "not valid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "eyJ9.e30.x", "\u0000"})
  void rejectsTextThatIsNotAToken(String text) {
    assertRejected(tokens, text, "not valid");
  }

  @Test
  void itsKeyIsBase64UrlTextOf32BytesOrMore() {
    assertThatThrownBy(() -> TokenKey.parse("no base64 url"))
        .hasMessage("The token key is not base64url text.");
    assertThatThrownBy(() -> TokenKey.parse(base64("short"))).hasMessageContaining("has 5 bytes");
    String text = Base64.getUrlEncoder().encodeToString(new byte[32]);
    assertThat(TokenKey.parse(text + "\n").bytes()).hasSize(32);
  }

  private static String withHeader(String header) {
    return base64(header) + "." + base64("{\"sub\":\"1\",\"exp\":4000000000}");
  }

  private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    token.sign(new MACSigner(KEY.bytes()));
    return token.serialize();
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder().subject("1").expirationTime(Date.from(NOW.plusSeconds(3600)));
  }

  private static void assertRejected(Tokens tokens, String token, String reason) {
    assertThatThrownBy(() -> tokens.verify(token))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 401)
        .hasMessageContaining(reason);
  }

  private static Tokens at(Instant now) {
    return new Tokens(KEY, clock(now));
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static TokenKey key(byte filling) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, filling);
    return TokenKey.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
