package io.fanfare.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.notifications.PushKey;
import org.junit.jupiter.api.RepeatedTest;

class VapidKeyPairTest {

  /** One number in 256 is shorter than the others. */
  @RepeatedTest(500)
  void writesItsPublicKeyAsBrowsersTakeIt() {
    assertThat(PushKey.isKey(VapidKeyPair.random().publicKey())).isTrue();
  }
}
