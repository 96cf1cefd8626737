package io.fanfare.agents.push;

import static io.fanfare.agents.Examples.NOW;
import static io.fanfare.agents.Examples.item;
import static io.fanfare.agents.Examples.local;
import static io.fanfare.agents.Examples.message;
import static io.fanfare.agents.Examples.single;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.agents.OutsideWorld;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Delivery.Result;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushSenderTest {

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir private Path folder;
  private OutsideWorld world;
  private VapidKeys keys;
  private PushSender sender;
  private String id;
  private Subscription subscription;

  @BeforeEach
  void start() throws Exception {
    world = new OutsideWorld(CLOCK);
    keys = VapidKeysFile.create(folder.resolve("vapid.pem"));
    sender =
        new PushSender(
            new PushSettings(
                local(Duration.ofSeconds(20)),
                keys,
                "mailto:ops@example.test",
                "https://example.test/dashboard"),
            CLOCK);
    subscribe(keys.publicKey());
  }

  @AfterEach
  void stop() {
    sender.close();
    world.close();
  }

  @Test
  void isDecryptedByTheBrowser() throws Exception {
    assertThat(send(single("Jürgen 李", "دג 👩‍🎤"), "g")).isEqualTo(Delivery.accepted("HTTP 201"));

    JsonNode push = world.get("/pushes").at("/items/0");
    assertThat(push.path("ttl").textValue()).isEqualTo("3600");
    assertThat(push.path("urgency").textValue()).isEqualTo("normal");
    assertThat(push.path("topic").textValue()).matches("[A-Za-z0-9_-]{32}");
    JsonNode text = new ObjectMapper().readTree(push.path("text").textValue());
    assertThat(text.path("body").textValue()).isEqualTo("Jürgen 李 posted دג 👩‍🎤");
  }

  @Test
  void sendsTheLargestDigest() throws Exception {
    Item[] items = new Item[9];
    Arrays.fill(items, item(ActivityKind.TRACK, "\"".repeat(4000), "李".repeat(4000)));
    assertThat(send(message("d", true, items), "g").result()).isEqualTo(Result.ACCEPTED);
    JsonNode push = world.get("/pushes").at("/items/0");
    assertThat(push.path("urgency").textValue()).isEqualTo("low");
    assertThat(push.path("text").textValue()).contains("9 new sounds");
  }

  @Test
  void replacesWithinAGroupOnly() throws Exception {
    send(single("A", "B"), "42:7");
    send(single("A", "C"), "42:7");
    send(single("A", "C"), "42:8");
    JsonNode pushes = world.get("/pushes").path("items");
    assertThat(pushes.at("/2/topic")).isEqualTo(pushes.at("/1/topic"));
    assertThat(pushes.at("/0/topic")).isNotEqualTo(pushes.at("/1/topic"));
  }

  @Test
  void sendsNothingThatIsExpired() throws Exception {
    assertThat(send(expiring(NOW), "g").result()).isEqualTo(Result.REFUSED);
    assertThat(world.get("/pushes").path("total").intValue()).isZero();

    send(expiring(NOW.plusMillis(1)), "g");
    send(expiring(NOW.plus(Duration.ofDays(400))), "g");
    assertThat(world.get("/pushes").at("/items/1/ttl").textValue()).isEqualTo("0");
    assertThat(world.get("/pushes").at("/items/0/ttl").textValue()).isEqualTo("2419200");
  }

  @Test
  void passesOnWhatTheServiceAnswers() throws Exception {
    world.fail("push/" + id, "{\"status\": 404, \"count\": 1}");
    assertThat(send(single("A", "B"), "g").result()).isEqualTo(Result.GONE);
    world.fail(
        "push",
        "{\"status\": 503, \"retryAfter\": \"Sun, 01 Mar 2026 12:01:00 GMT\", \"count\": 1}");
    assertThat(send(single("A", "B"), "g").retryAfter()).isEqualTo(Duration.ofMinutes(1));
    world.fail("push", "{\"status\": 413, \"count\": 1}");
    assertThat(send(single("A", "B"), "g").result()).isEqualTo(Result.REFUSED);
    world.request("DELETE", "/subscriptions/" + id, "");
    assertThat(send(single("A", "B"), "g").result()).isEqualTo(Result.GONE);
  }

  @Test
  void isRefusedWithTheKeyOfAnotherSite() throws Exception {
    subscribe(VapidKeysFile.create(folder.resolve("other.pem")).publicKey());
    assertThat(send(single("A", "B"), "g")).isEqualTo(Delivery.refused("HTTP 403"));
  }

  @Test
  void sendsManyAtATime() throws Exception {
    List<CompletableFuture<Delivery>> sent =
        IntStream.range(0, 500)
            .mapToObj(
                i -> sender.send(single("A", "B" + i), subscription, "g").toCompletableFuture())
            .toList();
    for (var delivery : sent) {
      assertThat(delivery.get(20, TimeUnit.SECONDS).result()).isEqualTo(Result.ACCEPTED);
    }
    assertThat(world.get("/pushes").path("total").intValue()).isEqualTo(500);
  }

  private static Message expiring(Instant expires) {
    return new Message("m", 1, false, NOW, expires, List.of(item(ActivityKind.TRACK, "A", "B")));
  }

  private void subscribe(String serverKey) {
    JsonNode created =
        world.request(
            "POST", "/subscriptions", "{\"applicationServerKey\": \"" + serverKey + "\"}");
    id = created.path("id").textValue();
    subscription =
        Subscription.of(
            created.path("endpoint").textValue(),
            created.at("/keys/p256dh").textValue(),
            created.at("/keys/auth").textValue());
  }

  private Delivery send(Message message, String group) throws Exception {
    return sender
        .send(message, subscription, group)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
