package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the values of RFC 8291, appendix A. */
class PushDecryptionTest {

  private static final String BODY =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
          + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
          + "j_Qulcy4a-fN";
  private static final byte[] AUTH = decode("BTBZMqHH6r4Tts7J_aSIgg");

  private ECPublicKey publicKey;
  private ECPrivateKey privateKey;

  @BeforeEach
  void readKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    ECPublicKey curve = (ECPublicKey) generator.generateKeyPair().getPublic();
    publicKey =
        PushDecryption.publicKey(
            decode(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkN"
                    + "toIAiw4"),
            curve);
    privateKey =
        (ECPrivateKey)
            KeyFactory.getInstance("EC")
                .generatePrivate(
                    new ECPrivateKeySpec(
                        new BigInteger(1, decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")),
                        curve.getParams()));
  }

  @Test
  void decryptsTheExampleOfTheRfc() throws GeneralSecurityException {
    byte[] text = PushDecryption.decrypt(decode(BODY), privateKey, publicKey, AUTH);
    assertThat(new String(text, UTF_8)).isEqualTo("When I grow up, I want to be a watermelon");
  }

  @Test
  void refusesAnyBodyWithAChangedByte() {
    byte[] body = decode(BODY);
    for (int i = 0; i < body.length; i++) {
      // The size of a record may grow without an effect on a body of one record.
      if (i < 16 || i > 19) {
        byte[] changed = body.clone();
        changed[i] ^= 1;
        assertThatThrownBy(() -> PushDecryption.decrypt(changed, privateKey, publicKey, AUTH))
            .as("byte %d", i)
            .isInstanceOf(GeneralSecurityException.class);
      }
    }
  }

  @Test
  void refusesShortBodiesAndOtherSecrets() {
    assertThatThrownBy(() -> PushDecryption.decrypt(new byte[20], privateKey, publicKey, AUTH))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(
            () -> PushDecryption.decrypt(decode(BODY), privateKey, publicKey, new byte[16]))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
