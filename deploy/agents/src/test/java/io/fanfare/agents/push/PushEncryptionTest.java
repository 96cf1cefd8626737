package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;

class PushEncryptionTest {

  @Test
  void computesTheExampleOfTheRfc() throws Exception {
    assertThat(RfcExample.isComputedBy(null)).isTrue();
  }

  @Test
  void findsTheNativeProvider() {
    // It is a dependency of this module; on other machines than Linux with x86-64 it is null.
    boolean isItsMachine =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    assertThat(NativeCryptography.find() != null).isEqualTo(isItsMachine);
  }

  @Test
  void usesNoKeyTwice() throws Exception {
    PushEncryption encryption = new PushEncryption(NativeCryptography.find());
    byte[] text = "text".getBytes(UTF_8);
    Subscription subscription = subscription();
    assertThat(encryption.encrypt(text, subscription))
        .isNotEqualTo(encryption.encrypt(text, subscription))
        .hasSize(text.length + 103);
  }

  @Test
  void fillsABodyOf4096BytesAndNoMore() throws Exception {
    PushEncryption encryption = new PushEncryption(null);
    Subscription subscription = subscription();
    assertThat(encryption.encrypt(new byte[PushEncryption.LARGEST_TEXT], subscription))
        .hasSize(4096);
    assertThatThrownBy(
            () -> encryption.encrypt(new byte[PushEncryption.LARGEST_TEXT + 1], subscription))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesKeysThatAreNoPoints() throws Exception {
    byte[] point = subscription().p256dh();
    byte[] auth = new byte[16];
    point[64] ^= 1;
    assertThatThrownBy(() -> subscription(point, auth))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> subscription(new byte[65], auth))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> subscription(new byte[0], auth))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> subscription(subscription().p256dh(), new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Subscription.of("https://a/", "%", "%"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsThePublicKeyOfAPrivateOne() throws Exception {
    for (int i = 0; i < 10; i++) {
      KeyPair pair = keys();
      assertThat(P256.publicKey(((ECPrivateKey) pair.getPrivate()).getS()))
          .isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    }
    assertThat(P256.publicKey(BigInteger.ONE)).isEqualTo(P256.CURVE.getGenerator());
  }

  @Test
  void subscriptionsShowNoSecret() throws Exception {
    Subscription subscription = subscription();
    assertThat(subscription).hasToString("Subscription[push.example.test]");
    assertThat(subscription)
        .isEqualTo(subscription(subscription.p256dh().clone(), subscription.auth().clone()))
        .isNotEqualTo(subscription());
  }

  static Subscription subscription() throws Exception {
    return subscription(P256.encode(((ECPublicKey) keys().getPublic()).getW()), new byte[16]);
  }

  private static Subscription subscription(byte[] p256dh, byte[] auth) {
    return Subscription.of(
        "https://push.example.test/secret", Base64Url.encode(p256dh), Base64Url.encode(auth));
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(P256.NAME);
    return generator.generateKeyPair();
  }
}
