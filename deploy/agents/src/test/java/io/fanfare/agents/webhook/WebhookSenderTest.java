package io.fanfare.agents.webhook;

import static io.fanfare.agents.Examples.NOW;
import static io.fanfare.agents.Examples.item;
import static io.fanfare.agents.Examples.local;
import static io.fanfare.agents.Examples.message;
import static io.fanfare.agents.Examples.single;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.agents.OutsideWorld;
import io.fanfare.agents.http.HttpSettings;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Delivery.Result;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private OutsideWorld world;
  private WebhookSender sender;
  private Endpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    world = new OutsideWorld(CLOCK);
    sender = new WebhookSender(local(Duration.ofSeconds(2)), CLOCK);
    JsonNode created = world.request("PUT", "/webhooks/shop", "");
    endpoint =
        new Endpoint(
            URI.create(created.path("url").textValue()), created.path("secret").textValue());
  }

  @AfterEach
  void stop() {
    sender.close();
    world.close();
  }

  @Test
  void signsWhatItSends() throws Exception {
    assertThat(send(single("Jürgen \"李\"", "<Rain>")).result()).isEqualTo(Result.ACCEPTED);

    JsonNode webhook = world.get("/webhooks").at("/items/0");
    assertThat(webhook.path("problem").textValue()).isEmpty();
    assertThat(webhook.path("id").textValue()).isEqualTo("m:1");
    assertThat(webhook.path("timestamp").textValue())
        .isEqualTo(String.valueOf(NOW.getEpochSecond()));
    assertThat(new ObjectMapper().readTree(webhook.path("body").textValue()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"type": "dashboard.activity", "timestamp": "2026-03-01T12:00:00Z",
                     "data": {"recipient_id": 42, "count": 1, "items": [
                       {"type": "track", "actor_id": 7, "actor_name": "Jürgen \\"李\\"",
                        "object_id": 70, "title": "<Rain>",
                        "url": "https://example.test/tracks/70"}]}}
                    """));
  }

  @Test
  void countsAllItemsAndSendsTheFirst() throws Exception {
    Item[] items = new Item[250];
    Arrays.fill(items, item(ActivityKind.PLAYLIST_REPOST, "Ana", "Mix"));
    assertThat(send(message("d", true, items)).result()).isEqualTo(Result.ACCEPTED);

    JsonNode body =
        new ObjectMapper().readTree(world.get("/webhooks").at("/items/0/body").textValue());
    assertThat(body.path("type").textValue()).isEqualTo("dashboard.digest");
    assertThat(body.at("/data/count").intValue()).isEqualTo(250);
    assertThat(body.at("/data/items")).hasSize(WebhookBody.MOST_ITEMS);
    assertThat(body.at("/data/items/0/type").textValue()).isEqualTo("playlist:repost");
  }

  @Test
  void passesOnWhatTheReceiverAnswers() throws Exception {
    world.fail("webhook/shop", "{\"status\": 429, \"retryAfter\": \"30\", \"count\": 1}");
    assertThat(send(single("A", "B")))
        .isEqualTo(Delivery.retry("HTTP 429", Duration.ofSeconds(30)));
    world.fail("webhook", "{\"status\": 302, \"location\": \"http://127.0.0.1:1/\", \"count\": 1}");
    assertThat(send(single("A", "B")).result()).isEqualTo(Result.REFUSED);
    world.request("DELETE", "/webhooks/shop", "");
    assertThat(send(single("A", "B")).result()).isEqualTo(Result.GONE);
    assertThat(world.get("/webhooks").path("total").intValue()).isEqualTo(3);
  }

  @Test
  void doesNotWaitForASlowReceiver() throws Exception {
    world.fail("webhook/shop", "{\"status\": 0, \"delayMillis\": 60000, \"count\": 1}");
    Delivery delivery = send(single("A", "B"));
    assertThat(delivery.result()).isEqualTo(Result.RETRY);
    assertThat(delivery.isMaybeAccepted()).isTrue();
  }

  @Test
  void knowsThatNothingWasSentIfNobodyListens() throws Exception {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      endpoint =
          new Endpoint(
              URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/"),
              "whsec_" + "A".repeat(32));
    }
    Delivery delivery = send(single("A", "B"));
    assertThat(delivery.result()).isEqualTo(Result.RETRY);
    assertThat(delivery.isMaybeAccepted()).isFalse();
  }

  @Test
  void isRefusedByAnotherSecret() throws Exception {
    endpoint = new Endpoint(endpoint.url(), "whsec_" + "A".repeat(32));
    assertThat(send(single("A", "B"))).isEqualTo(Delivery.refused("HTTP 401"));
  }

  @Test
  void sendsNothingThatIsExpiredOrCannotBeSigned() throws Exception {
    Message old = new Message("m", 1, false, NOW, NOW, List.of(item(ActivityKind.TRACK, "A", "B")));
    assertThat(send(old).result()).isEqualTo(Result.REFUSED);
    endpoint = new Endpoint(endpoint.url(), "geheim");
    assertThat(send(single("A", "B")).result()).isEqualTo(Result.REFUSED);
    assertThat(endpoint.toString()).doesNotContain("geheim");
    assertThat(world.get("/webhooks").path("total").intValue()).isZero();
  }

  @Test
  void reachesNoPrivateNetworkByDefault() throws Exception {
    HttpSettings defaults =
        Settings.of(new String[] {"--webhook-allow-http", "true"}, Map.of())
            .build(WebhookSender::settings);
    try (WebhookSender strict = new WebhookSender(defaults, CLOCK)) {
      Delivery delivery =
          strict.send(single("A", "B"), endpoint).toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(delivery.result()).isEqualTo(Result.REFUSED);
      assertThat(delivery.detail()).contains("127.0.0.1", "not public");
    }
  }

  @Test
  void reportsAllProblemsOfItsSettings() {
    String[] wrong = {
      "--webhook-allow-http", "yes",
      "--webhook-allowed-networks", "10.0.0.0/8,localhost/8",
      "--webhook-deadline-ms", "5",
      "--webhook-ca-file", "/no/such/file"
    };
    Assertions.assertThatThrownBy(() -> Settings.of(wrong, Map.of()).build(WebhookSender::settings))
        .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.problems()).hasSize(4));
  }

  private Delivery send(Message message) throws Exception {
    return sender.send(message, endpoint).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
