package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesHttpTest {

  private static final String PATH = "/me/notifications/devices";
  private static final String ENDPOINT = "https://push.example/send/geheim";
  private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

  private TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void registersListsAndRemovesADevice() throws Exception {
    JsonNode device = Contract.read(register(ENDPOINT));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(ENDPOINT.getBytes("UTF-8"));
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    assertThat(device.get("id").textValue()).isEqualTo(id);
    assertThat(device.get("push_service").textValue()).isEqualTo("push.example");
    assertThat(device.get("registered_at").textValue()).isEqualTo("2026-11-20T10:00:00.123456Z");

    register(ENDPOINT);
    HttpResponse<String> listed = server.get(PATH);
    assertThat(Contract.read(listed).get("collection")).containsExactly(device);
    assertThat(listed.body()).doesNotContain(AUTH, "geheim");
    assertThat(Contract.read(server.get(PATH, 2)).get("collection")).isEmpty();

    for (int time = 0; time < 2; time++) {
      HttpResponse<String> removed = remove(id);
      assertThat(removed.statusCode()).isEqualTo(204);
    }
    assertThat(Contract.read(server.get(PATH)).get("collection")).isEmpty();
    assertThat(remove("..%2F").statusCode()).isNotEqualTo(500);
  }

  @Test
  void holdsTwentyDevicesOfAUser() throws Exception {
    for (int device = 0; device < 20; device++) {
      assertThat(register(ENDPOINT + device).statusCode()).isEqualTo(200);
    }
    assertThat(register(ENDPOINT + 7).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = register(ENDPOINT);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(Contract.read(refused).get("message").textValue())
        .isEqualTo("You have 20 devices already: remove one of them first.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://push.example/send",
        "http://127.0.0.1:9/send",
        "https:///send",
        "https://user:geheim@push.example/send",
        "https://push.example/send#part",
        "ftp://push.example/send",
        "push.example/send",
        "https://push.example/ send",
        ""
      })
  void refusesOtherEndpoints(String endpoint) throws Exception {
    assertRefused(body(endpoint, TestServer.PUSH_KEY, AUTH));
  }

  @Test
  void refusesKeysThatAreNone() throws Exception {
    String point = TestServer.PUSH_KEY;
    assertRefused(body(ENDPOINT, point.substring(0, point.length() - 4) + "AAAA", AUTH));
    assertRefused(body(ENDPOINT, "A" + point.substring(1), AUTH));
    assertRefused(body(ENDPOINT, point.substring(4), AUTH));
    assertRefused(body(ENDPOINT, "geheim!", AUTH));
    assertRefused(body(ENDPOINT, point, AUTH.substring(4)));
    assertRefused(body(ENDPOINT, point, "geheim!"));
    assertRefused(body(ENDPOINT + "x".repeat(2_000), point, AUTH));
    assertRefused("{\"endpoint\": \"" + ENDPOINT + "\"}");
    assertRefused("no JSON");
  }

  @Test
  void takesAPushServiceOnThisMachineInALocalStack() throws Exception {
    server.close();
    server = TestServer.withLocalSignIn();
    for (String host : new String[] {"127.0.0.1:9", "localhost", "[::1]:9"}) {
      assertThat(register("http://" + host + "/send").statusCode()).isEqualTo(200);
    }
    assertThat(register("http://127.0.0.1.example.com/send").statusCode()).isEqualTo(400);
  }

  @Test
  void publishesTheKeyOfPushes() throws Exception {
    HttpResponse<String> none = server.send(server.request("/notifications/push-key"));
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(Contract.read(none).get("message").textValue()).contains("--push-public-key");

    server.close();
    server = TestServer.withKeys();
    JsonNode key = Contract.read(server.send(server.request("/notifications/push-key")));
    assertThat(key.get("public_key").textValue()).isEqualTo(TestServer.PUSH_KEY);
  }

  private void assertRefused(String body) throws Exception {
    HttpResponse<String> refused = post(body);
    assertThat(refused.statusCode()).as(body).isEqualTo(400);
    assertThat(Contract.read(refused).get("message").textValue())
        .endsWith(".")
        .doesNotContain("geheim", AUTH);
    assertThat(Contract.read(server.get(PATH)).get("collection")).isEmpty();
  }

  private HttpResponse<String> register(String endpoint) throws Exception {
    return post(body(endpoint, TestServer.PUSH_KEY, AUTH));
  }

  private static String body(String endpoint, String p256dh, String auth) {
    return """
        {"endpoint": "%s", "expirationTime": null, "keys": {"p256dh": "%s", "auth": "%s"}}"""
        .formatted(endpoint, p256dh, auth);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return server.send(
        server
            .request(PATH)
            .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> remove(String id) throws Exception {
    return server.send(
        server
            .request(PATH + "/" + id)
            .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
            .DELETE());
  }
}
