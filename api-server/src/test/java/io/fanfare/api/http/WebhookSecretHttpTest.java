package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSecretHttpTest {

  private static final String PATH = "/me/notifications/webhook-secret";

  private TestServer server = TestServer.withKeys();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aUserReadsTheSecretOfTheirWebhooksAndNobodyElses() throws Exception {
    HttpResponse<String> answer = server.get(PATH);
    String own = Contract.read(answer).get("secret").textValue();
    assertThat(own)
        .isEqualTo(TestServer.WEBHOOK_SECRETS.of(TestServer.LISTENER))
        .matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(Contract.read(server.get(PATH, 2)).get("secret").textValue())
        .isEqualTo(TestServer.WEBHOOK_SECRETS.of(2))
        .isNotEqualTo(own);
  }

  @Test
  void nobodyReadsItWithoutAToken() throws Exception {
    HttpResponse<String> answer = server.send(server.request(PATH));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("whsec_");
  }

  @Test
  void aServerWithoutTheKeyNamesTheSetting() throws Exception {
    server.close();
    server = TestServer.start();
    HttpResponse<String> answer = server.get(PATH);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Contract.read(answer).get("message").textValue()).contains("--webhook-key-file");
  }
}
