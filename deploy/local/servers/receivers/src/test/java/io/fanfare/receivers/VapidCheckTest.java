package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VapidCheckTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String AUDIENCE = "http://127.0.0.1:1";

  private KeyPair keys;

  @BeforeEach
  void makeKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
  }

  @Test
  void acceptsAnHonestToken() throws GeneralSecurityException {
    assertThat(check(header(AUDIENCE, 3600, "mailto:a@b"), null)).isEmpty();
    assertThat(check(header(AUDIENCE, 3600, "mailto:a@b"), key())).isEmpty();
  }

  @Test
  void refusesWhatTheRfcForbids() throws GeneralSecurityException {
    assertThat(check(header("http://other", 3600, "mailto:a@b"), null)).contains("audience");
    assertThat(check(header(AUDIENCE, 0, "mailto:a@b"), null)).contains("expired");
    assertThat(check(header(AUDIENCE, 86_401, "mailto:a@b"), null)).contains("24 hours");
    assertThat(check(header(AUDIENCE, 3600, "me"), null)).contains("subject");
    assertThat(check(header(AUDIENCE, 3600, "mailto:a@b"), "other")).contains("another key");
    assertThat(check(null, null)).contains("vapid t=");
    assertThat(check("vapid t=a.b.c, k=d", null)).contains("cannot be read");
  }

  @Test
  void refusesTheSignatureOfAnotherKey() throws GeneralSecurityException {
    String first = header(AUDIENCE, 3600, "mailto:a@b");
    makeKeys();
    String mixed = first.substring(0, first.indexOf("k=")) + "k=" + key();
    assertThat(check(mixed, null)).contains("signature");
  }

  private String check(String header, String onlyKey) {
    return VapidCheck.problem(header, AUDIENCE, onlyKey, (ECPublicKey) keys.getPublic(), NOW);
  }

  private String header(String audience, long seconds, String subject)
      throws GeneralSecurityException {
    String head = encode("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(UTF_8));
    String claims =
        "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}"
            .formatted(audience, NOW.getEpochSecond() + seconds, subject);
    String signed = head + "." + encode(claims.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(UTF_8));
    return "vapid t=" + signed + "." + encode(signature.sign()) + ", k=" + key();
  }

  private String key() {
    return encode(PushDecryption.point((ECPublicKey) keys.getPublic()));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
