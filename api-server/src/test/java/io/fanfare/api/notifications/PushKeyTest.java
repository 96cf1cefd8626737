package io.fanfare.api.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PushKeyTest {

  @RepeatedTest(20)
  void takesEveryKeyThatJavaMakesAndNoneBesideIt() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length);

    assertThat(PushKey.isKey(point)).isTrue();
    assertThat(PushKey.isKey(Base64Url.encode(point))).isTrue();
    point[64] ^= 1;
    assertThat(PushKey.isKey(point)).isFalse();
  }

  @Test
  void takesNothingElse() {
    assertThat(PushKey.isKey(new byte[65])).isFalse();
    byte[] large = new byte[65];
    Arrays.fill(large, (byte) 0xff);
    large[0] = 4;
    assertThat(PushKey.isKey(large)).isFalse();
    assertThat(PushKey.isKey("")).isFalse();
    assertThat(PushKey.isKey("*")).isFalse();
  }
}
