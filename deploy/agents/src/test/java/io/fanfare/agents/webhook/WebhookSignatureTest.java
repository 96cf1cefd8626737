package io.fanfare.agents.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void isThatOfTheExampleOfStandardWebhooks() {
    assertThat(sign(SECRET)).isEqualTo(SIGNATURE);
  }

  @Test
  void hasOnePartForEachSecret() {
    String other = "whsec_" + "A".repeat(32);
    assertThat(sign(SECRET + " " + other)).startsWith(SIGNATURE + " v1,");
    assertThat(sign(other + "  " + SECRET)).endsWith(" " + SIGNATURE);
  }

  @Test
  void rejectsOtherSecretsAndDoesNotRepeatThem() {
    for (String secret :
        List.of("", "whsec_", "geheim", "whsec_geheim", "whsec_ge%heim".repeat(9))) {
      assertThatThrownBy(() -> sign(secret))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("geheim");
    }
  }

  private static String sign(String secrets) {
    return WebhookSignature.sign(
        secrets,
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        "{\"test\": 2432232314}".getBytes(UTF_8));
  }
}
